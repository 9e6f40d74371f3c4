CREATE TABLE `call_appeal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`check_id` integer NOT NULL,
	`manager_id` integer NOT NULL,
	`raised_at` integer NOT NULL,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	`decision_comment` text,
	`before` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`check_id`) REFERENCES `call_check`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`manager_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `call_appeal_check` ON `call_appeal` (`check_id`);--> statement-breakpoint
CREATE INDEX `call_appeal_state` ON `call_appeal` (`state`,`raised_at`);--> statement-breakpoint
CREATE TABLE `call_check` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`activity_id` integer NOT NULL,
	`checker_id` integer NOT NULL,
	`scorecard_version_id` integer NOT NULL,
	`state` text NOT NULL,
	`blind` integer DEFAULT 0 NOT NULL,
	`verdict` text,
	`scores` text NOT NULL,
	`comments` text NOT NULL,
	`comment` text,
	`total` real,
	`next_step` text,
	`agreed_day` text,
	`agreed_at` integer,
	`started_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`done_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checker_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`scorecard_version_id`) REFERENCES `scorecard_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `call_check_person` ON `call_check` (`activity_id`,`checker_id`);--> statement-breakpoint
CREATE INDEX `call_check_done` ON `call_check` (`done_at`) WHERE state = 'done';--> statement-breakpoint
CREATE INDEX `call_check_agreed` ON `call_check` (`agreed_at`,`activity_id`) WHERE agreed_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `call_draw` (
	`day` text NOT NULL,
	`activity_id` integer NOT NULL,
	`manager_id` integer NOT NULL,
	`reason` text NOT NULL,
	`position` integer NOT NULL,
	`seed` integer NOT NULL,
	`drawn_at` integer NOT NULL,
	PRIMARY KEY(`day`, `activity_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`manager_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `call_draw_manager` ON `call_draw` (`day`,`manager_id`,`position`);--> statement-breakpoint
CREATE INDEX `call_draw_activity` ON `call_draw` (`activity_id`);--> statement-breakpoint
CREATE TABLE `call_listening` (
	`activity_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`length_s` real NOT NULL,
	`ranges` text NOT NULL,
	`covered_s` real NOT NULL,
	`listened_at` integer,
	PRIMARY KEY(`activity_id`, `person_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `call_listening_listened` ON `call_listening` (`listened_at`) WHERE listened_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `call_lock` (
	`activity_id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`taken_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `call_lock_person` ON `call_lock` (`person_id`);--> statement-breakpoint
CREATE TABLE `scorecard` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text,
	`name` text,
	`active` integer DEFAULT 1 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `scorecard_version` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scorecard_id` integer NOT NULL,
	`number` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	`sections` text NOT NULL,
	FOREIGN KEY (`scorecard_id`) REFERENCES `scorecard`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `scorecard_version_number` ON `scorecard_version` (`scorecard_id`,`number`);--> statement-breakpoint
ALTER TABLE `activity` ADD `verdict` text;--> statement-breakpoint
CREATE INDEX `activity_call` ON `activity` (`occurred_at`,`created_at`,`manager_id`,`talk_s`,`duration_s`,recording IS NOT NULL) WHERE kind = 'call';