CREATE TABLE `recording` (
	`activity_id` integer PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`problem` text,
	`place` text,
	`file` text,
	`bytes` integer,
	`modified_at` integer,
	`mime` text,
	`duration_s` real,
	`peaks` blob,
	`looked_at` integer NOT NULL,
	`attached_by` integer,
	`attached_at` integer,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`attached_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `recording_own` ON `recording` (`file`) WHERE place = 'own';