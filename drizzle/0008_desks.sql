ALTER TABLE `activity` ADD `outcome` text;--> statement-breakpoint
CREATE INDEX `activity_manager` ON `activity` (`manager_id`,`occurred_at`,`created_at`);--> statement-breakpoint
ALTER TABLE `absence` ADD `deputy_id` integer REFERENCES person(id);