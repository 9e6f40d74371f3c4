@echo off
rem The installed app as the command pult; add this folder to the PATH.
"%~dp0..\..\Pult.exe" --cli %*
exit /b %ERRORLEVEL%
