CREATE TABLE `import_mapping` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`header_hash` text NOT NULL,
	`name` text NOT NULL,
	`source` text NOT NULL,
	`mapping` text NOT NULL,
	`headers` text NOT NULL,
	`used_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `import_mapping_headers` ON `import_mapping` (`header_hash`);--> statement-breakpoint
ALTER TABLE `activity` ADD `inferred` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `task` ADD `inferred` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `knowledge` ADD `inferred` integer DEFAULT 0 NOT NULL;