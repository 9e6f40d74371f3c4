import type { Messages } from '../ru/index.ts'

export const account: Messages['account'] = {
  signOut: 'Salir: {name}',
  signIn: {
    title: 'Entrar', into: 'Equipo: {workspace}', login: 'Usuario', password: 'Contraseña', remember: 'Mantener la sesión en este ordenador', submit: 'Entrar',
    forgotten: '¿Olvidó la contraseña? El jefe de ventas le enviará un enlace para una nueva.', needed: 'Rellene este campo',
    over: 'La sesión terminó aquí. Entre de nuevo: sus decisiones están guardadas.',
    wrong: 'El usuario o la contraseña no son correctos. Compruebe el teclado y Bloq Mayús.', locked: 'Demasiadas contraseñas incorrectas. Espere 15 minutos o pida al jefe de ventas que le desbloquee.', rate: 'Demasiados intentos desde esta dirección. Espere un minuto.',
  },
  invitation: {
    title: 'Su contraseña', hello: 'Hola, {name}.', what: 'Entra en el equipo «{workspace}» con el usuario {login}. Elija una contraseña de al menos {least} caracteres; mejor varias palabras.', reset: 'Elija una contraseña nueva para {login}. La sesión terminará en los demás dispositivos.',
    password: 'Contraseña nueva', again: 'Otra vez', differ: 'Las contraseñas no coinciden', submit: 'Guardar y entrar', unusable: 'El enlace no sirve: ya se usó, se retiró o pasaron tres días. Pida uno nuevo al jefe de ventas.', toSignIn: 'A la entrada',
  },
  problems: { too_short: 'Al menos {least} caracteres. Varias palabras se recuerdan mejor.', too_long: 'Como máximo {most} caracteres.', too_common: 'Es una de las contraseñas más usadas y se adivina enseguida. Elija otra.', like_login: 'La contraseña no puede ser el usuario con unos caracteres más.' },
}
