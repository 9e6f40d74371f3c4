CREATE TABLE `outbox_item` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`deal_id` integer,
	`value` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`decided_at` integer NOT NULL,
	`decided_by` integer,
	`settled_at` integer,
	`batch_id` integer,
	`entered_task_id` integer,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`batch_id`) REFERENCES `import_batch`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_open` ON `outbox_item` (`kind`,`record_type`,`record_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `outbox_state` ON `outbox_item` (`state`,`settled_at`);--> statement-breakpoint
CREATE INDEX `outbox_deal` ON `outbox_item` (`deal_id`);--> statement-breakpoint
CREATE TABLE `reason_text` (
	`text_key` text PRIMARY KEY NOT NULL,
	`reason_id` integer NOT NULL,
	`mapped_at` integer NOT NULL,
	`mapped_by` integer,
	FOREIGN KEY (`reason_id`) REFERENCES `refusal_reason`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`mapped_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `task_cancelled` ON `task` (`deal_id`) WHERE cancelled_at IS NOT NULL AND done_at IS NULL;