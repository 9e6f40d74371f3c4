CREATE TABLE `deal_decision` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`deal_id` integer NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`made` text DEFAULT '{}' NOT NULL,
	`command_id` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `deal_decision_command` ON `deal_decision` (`command_id`);--> statement-breakpoint
CREATE INDEX `deal_decision_deal` ON `deal_decision` (`deal_id`);--> statement-breakpoint
CREATE TABLE `task_decision` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_id` integer NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`made` text DEFAULT '{}' NOT NULL,
	`command_id` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `task_decision_command` ON `task_decision` (`command_id`);--> statement-breakpoint
CREATE INDEX `task_decision_task` ON `task_decision` (`task_id`);--> statement-breakpoint
CREATE TABLE `task_move_request` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_id` integer NOT NULL,
	`asked_by` integer,
	`entered_by` integer,
	`asked_at` integer NOT NULL,
	`from_due_at` integer,
	`from_day_only` integer DEFAULT 0 NOT NULL,
	`to_due_at` integer NOT NULL,
	`to_day_only` integer DEFAULT 0 NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	`decision_comment` text,
	`move_id` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`move_id`) REFERENCES `task_move`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `task_move_request_pending` ON `task_move_request` (`task_id`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `task_move_request_state` ON `task_move_request` (`state`,`asked_at`);--> statement-breakpoint
CREATE TABLE `saved_view` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`screen` text NOT NULL,
	`name` text NOT NULL,
	`settings` text NOT NULL,
	`owner_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_view_name` ON `saved_view` (`screen`,`owner_id`,`name`);--> statement-breakpoint
CREATE INDEX `deal_amount` ON `deal` (`amount_reporting`);--> statement-breakpoint
CREATE INDEX `deal_created` ON `deal` (`created_at`);--> statement-breakpoint
CREATE VIRTUAL TABLE `deal_search` USING fts5(title, number, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
--> statement-breakpoint
CREATE VIRTUAL TABLE `client_search` USING fts5(name, phone, email, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
--> statement-breakpoint
INSERT INTO `deal_search` (rowid, title, number) SELECT id, replace(replace(title, 'ё', 'е'), 'Ё', 'Е'), external_id FROM `deal`;
--> statement-breakpoint
INSERT INTO `client_search` (rowid, name, phone, email) SELECT id, replace(replace(name, 'ё', 'е'), 'Ё', 'Е'), coalesce(substr(phone_e164, 2), phone), email FROM `client`;
--> statement-breakpoint
CREATE TRIGGER `deal_search_insert` AFTER INSERT ON `deal` BEGIN
	INSERT INTO `deal_search` (rowid, title, number) VALUES (NEW.id, replace(replace(NEW.title, 'ё', 'е'), 'Ё', 'Е'), NEW.external_id);
END;
--> statement-breakpoint
CREATE TRIGGER `deal_search_update` AFTER UPDATE OF `title`, `external_id` ON `deal` WHEN NEW.title IS NOT OLD.title OR NEW.external_id IS NOT OLD.external_id BEGIN
	DELETE FROM `deal_search` WHERE rowid = OLD.id;
	INSERT INTO `deal_search` (rowid, title, number) VALUES (NEW.id, replace(replace(NEW.title, 'ё', 'е'), 'Ё', 'Е'), NEW.external_id);
END;
--> statement-breakpoint
CREATE TRIGGER `deal_search_delete` AFTER DELETE ON `deal` BEGIN DELETE FROM `deal_search` WHERE rowid = OLD.id; END;
--> statement-breakpoint
CREATE TRIGGER `client_search_insert` AFTER INSERT ON `client` BEGIN
	INSERT INTO `client_search` (rowid, name, phone, email) VALUES (NEW.id, replace(replace(NEW.name, 'ё', 'е'), 'Ё', 'Е'), coalesce(substr(NEW.phone_e164, 2), NEW.phone), NEW.email);
END;
--> statement-breakpoint
CREATE TRIGGER `client_search_update` AFTER UPDATE OF `name`, `phone`, `phone_e164`, `email` ON `client`
	WHEN NEW.name IS NOT OLD.name OR NEW.phone IS NOT OLD.phone OR NEW.phone_e164 IS NOT OLD.phone_e164 OR NEW.email IS NOT OLD.email BEGIN
	DELETE FROM `client_search` WHERE rowid = OLD.id;
	INSERT INTO `client_search` (rowid, name, phone, email) VALUES (NEW.id, replace(replace(NEW.name, 'ё', 'е'), 'Ё', 'Е'), coalesce(substr(NEW.phone_e164, 2), NEW.phone), NEW.email);
END;
--> statement-breakpoint
CREATE TRIGGER `client_search_delete` AFTER DELETE ON `client` BEGIN DELETE FROM `client_search` WHERE rowid = OLD.id; END;
