CREATE TABLE `undone_version` (
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`record_type`, `record_id`, `version`)
) STRICT;
