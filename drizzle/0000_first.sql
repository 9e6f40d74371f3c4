CREATE TABLE `activity` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`deal_id` integer,
	`client_id` integer,
	`manager_id` integer,
	`kind` text NOT NULL,
	`state` text,
	`direction` text,
	`created_at` integer,
	`occurred_at` integer,
	`duration_s` integer,
	`talk_s` integer,
	`recording` text,
	`subject` text,
	`judged_fake` integer DEFAULT 0 NOT NULL,
	`contact_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `client`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`manager_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `activity_source` ON `activity` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `activity_deal` ON `activity` (`deal_id`,`contact_at`);--> statement-breakpoint
CREATE INDEX `activity_client` ON `activity` (`client_id`,`contact_at`);--> statement-breakpoint
CREATE INDEX `activity_contact` ON `activity` (`contact_at`);--> statement-breakpoint
CREATE TABLE `ad_cost` (
	`source` text NOT NULL,
	`channel` text NOT NULL,
	`day` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	PRIMARY KEY(`source`, `channel`, `day`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `note` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`deal_id` integer,
	`client_id` integer,
	`author_id` integer,
	`created_at` integer,
	`text` text,
	`pinned` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `client`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `note_source` ON `note` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `note_deal` ON `note` (`deal_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `note_client` ON `note` (`client_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `audit_entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` integer,
	`action` text NOT NULL,
	`record_type` text,
	`record_id` integer,
	`batch_id` integer,
	`digest` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_record` ON `audit_entry` (`record_type`,`record_id`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit_entry` (`at`);--> statement-breakpoint
CREATE TABLE `audit_payload` (
	`entry_id` integer PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`payload` text,
	`erased_at` integer,
	FOREIGN KEY (`entry_id`) REFERENCES `audit_entry`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `client` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text,
	`kind` text,
	`phone` text,
	`phone_e164` text,
	`email` text,
	`email_key` text,
	`owner_id` integer,
	`created_at` integer,
	`created_by` integer,
	`channel` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `client_source` ON `client` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `client_phone` ON `client` (`phone_e164`);--> statement-breakpoint
CREATE INDEX `client_email` ON `client` (`email_key`);--> statement-breakpoint
CREATE TABLE `control_day` (
	`day` text PRIMARY KEY NOT NULL,
	`opened_at` integer NOT NULL,
	`as_of` integer NOT NULL,
	`drawn` text DEFAULT '{}' NOT NULL,
	`signed_at` integer,
	`signed_by` integer,
	`report` text,
	`report_hash` text,
	`backlog_left` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`signed_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `finding` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`deal_id` integer,
	`manager_id` integer,
	`amount` integer,
	`no_rate` integer DEFAULT 0 NOT NULL,
	`since_day` text,
	`first_seen_at` integer NOT NULL,
	`first_seen_day` text NOT NULL,
	`backlog` integer DEFAULT 0 NOT NULL,
	`walk_day` text,
	`present` integer DEFAULT 1 NOT NULL,
	`gone_at` integer,
	`decision_id` integer,
	`decided_until_day` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`manager_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `finding_present` ON `finding` (`kind`,`record_type`,`record_id`) WHERE present = 1;--> statement-breakpoint
CREATE INDEX `finding_walk` ON `finding` (`present`,`kind`,`manager_id`);--> statement-breakpoint
CREATE INDEX `finding_deal` ON `finding` (`deal_id`);--> statement-breakpoint
CREATE TABLE `finding_decision` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`finding_id` integer NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`made` text DEFAULT '{}' NOT NULL,
	`command_id` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `finding_decision_finding` ON `finding_decision` (`finding_id`);--> statement-breakpoint
CREATE INDEX `finding_decision_day` ON `finding_decision` (`day`);--> statement-breakpoint
CREATE INDEX `finding_decision_command` ON `finding_decision` (`command_id`);--> statement-breakpoint
CREATE TABLE `deal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`title` text,
	`client_id` integer,
	`owner_id` integer,
	`pipeline_id` integer NOT NULL,
	`stage_id` integer NOT NULL,
	`status` text NOT NULL,
	`amount` integer,
	`currency` text NOT NULL,
	`channel` text,
	`created_at` integer,
	`updated_at` integer,
	`stage_entered_at` integer,
	`expected_close_day` text,
	`closed_at` integer,
	`refusal_reason` text,
	`first_seen_at` integer NOT NULL,
	`stage_seen_at` integer NOT NULL,
	`stay` integer DEFAULT 1 NOT NULL,
	`over_limit_when_seen` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`amount_reporting` integer,
	`open_tasks` integer DEFAULT 0 NOT NULL,
	`next_due_at` integer,
	`task_moves_max` integer DEFAULT 0 NOT NULL,
	`last_contact_at` integer,
	`entered_at` integer,
	`entered_exact` integer DEFAULT 0 NOT NULL,
	`pinned_notes` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `client`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stage_id`) REFERENCES `stage`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `deal_source` ON `deal` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `deal_status_stage` ON `deal` (`status`,`stage_id`);--> statement-breakpoint
CREATE INDEX `deal_owner` ON `deal` (`owner_id`,`status`);--> statement-breakpoint
CREATE INDEX `deal_client` ON `deal` (`client_id`);--> statement-breakpoint
CREATE TABLE `parking` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`deal_id` integer NOT NULL,
	`reason` text NOT NULL,
	`until_day` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer,
	`ended_at` integer,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `parking_deal` ON `parking` (`deal_id`);--> statement-breakpoint
CREATE TABLE `stage_move` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`deal_id` integer NOT NULL,
	`from_stage_id` integer,
	`to_stage_id` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer,
	`source` text NOT NULL,
	`inferred` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_stage_id`) REFERENCES `stage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_stage_id`) REFERENCES `stage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `stage_move_key` ON `stage_move` (`deal_id`,`at`) WHERE inferred = 0;--> statement-breakpoint
CREATE INDEX `stage_move_deal` ON `stage_move` (`deal_id`,`at`);--> statement-breakpoint
CREATE TABLE `transfer` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`from_id` integer,
	`to_id` integer,
	`reason` text NOT NULL,
	`conditions` text DEFAULT '[]' NOT NULL,
	`former_access` text DEFAULT 'nothing' NOT NULL,
	`outside` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer,
	FOREIGN KEY (`from_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `transfer_record` ON `transfer` (`record_type`,`record_id`,`at`);--> statement-breakpoint
CREATE TABLE `absence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`reason` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `absence_person` ON `absence` (`person_id`,`to_day`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text,
	`role_confirmed` integer DEFAULT 0 NOT NULL,
	`team` text,
	`email` text,
	`phone` text,
	`active` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_source` ON `person` (`source`,`external_id`);--> statement-breakpoint
CREATE TABLE `pipeline` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `pipeline_name` ON `pipeline` (`source`,`name`);--> statement-breakpoint
CREATE TABLE `stage` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`pipeline_id` integer NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`dwell_limit_days` integer,
	`probability` real,
	`key_point` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `stage_name` ON `stage` (`pipeline_id`,`name`);--> statement-breakpoint
CREATE TABLE `divergence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`field` text NOT NULL,
	`ours` text,
	`theirs` text,
	`batch_id` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`resolved_at` integer,
	`resolution` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `divergence_open` ON `divergence` (`record_type`,`record_id`,`field`,`batch_id`);--> statement-breakpoint
CREATE INDEX `divergence_record` ON `divergence` (`record_type`,`record_id`);--> statement-breakpoint
CREATE TABLE `field_decision` (
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`field` text NOT NULL,
	`decided_at` integer NOT NULL,
	`decided_by` integer,
	PRIMARY KEY(`record_type`, `record_id`, `field`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `source_value` (
	`record_type` text NOT NULL,
	`record_id` integer NOT NULL,
	`fields` text NOT NULL,
	PRIMARY KEY(`record_type`, `record_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `nurture` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer,
	`deal_id` integer NOT NULL,
	`refusal_id` integer NOT NULL,
	`reason_id` integer,
	`day` text NOT NULL,
	`left_at` integer,
	FOREIGN KEY (`client_id`) REFERENCES `client`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refusal_id`) REFERENCES `refusal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reason_id`) REFERENCES `refusal_reason`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `nurture_day` ON `nurture` (`day`);--> statement-breakpoint
CREATE TABLE `refusal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`deal_id` integer NOT NULL,
	`round` integer NOT NULL,
	`origin` text NOT NULL,
	`requested_by` integer,
	`entered_by` integer,
	`requested_at` integer NOT NULL,
	`reason_id` integer,
	`reason_text` text,
	`comment` text,
	`from_stage_id` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	`decided_reason_id` integer,
	`decision_comment` text,
	`instruction` text,
	`instruction_due_day` text,
	`task_id` integer,
	`new_owner_id` integer,
	`reopened_at` integer,
	`reopened_by` integer,
	`reopen_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reason_id`) REFERENCES `refusal_reason`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_stage_id`) REFERENCES `stage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_reason_id`) REFERENCES `refusal_reason`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`new_owner_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reopened_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `refusal_round` ON `refusal` (`deal_id`,`round`);--> statement-breakpoint
CREATE UNIQUE INDEX `refusal_pending` ON `refusal` (`deal_id`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `refusal_state` ON `refusal` (`state`,`requested_at`);--> statement-breakpoint
CREATE TABLE `refusal_reason` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text,
	`name` text,
	`class` text NOT NULL,
	`active` integer DEFAULT 1 NOT NULL,
	`position` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `control_task` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`deal_id` integer,
	`stay` integer,
	`title` text,
	`raised_at` integer NOT NULL,
	`due_day` text,
	`done_at` integer,
	`done_by` integer,
	`closed_itself` integer DEFAULT 0 NOT NULL,
	`result` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`done_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `control_task_stay` ON `control_task` (`kind`,`deal_id`,`stay`);--> statement-breakpoint
CREATE TABLE `question` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`to_id` integer NOT NULL,
	`deal_id` integer,
	`task_id` integer,
	`finding_id` integer,
	`text` text NOT NULL,
	`answer_day` text NOT NULL,
	`asked_at` integer NOT NULL,
	`asked_by` integer,
	`answer` text,
	`answered_at` integer,
	`withdrawn_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`to_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `question_to` ON `question` (`to_id`,`answered_at`);--> statement-breakpoint
CREATE TABLE `task` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`deal_id` integer,
	`client_id` integer,
	`assignee_id` integer,
	`kind` text,
	`title` text,
	`created_at` integer,
	`due_at` integer,
	`due_day_only` integer DEFAULT 0 NOT NULL,
	`done_at` integer,
	`cancelled_at` integer,
	`result` text,
	`unapproved_moves` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`deal_id`) REFERENCES `deal`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `client`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignee_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `task_source` ON `task` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `task_deal` ON `task` (`deal_id`);--> statement-breakpoint
CREATE INDEX `task_due` ON `task` (`done_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `task_assignee` ON `task` (`assignee_id`,`done_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `task_move` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_id` integer NOT NULL,
	`from_due_at` integer,
	`from_day_only` integer DEFAULT 0 NOT NULL,
	`to_due_at` integer,
	`to_day_only` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer,
	`source` text NOT NULL,
	`later` integer NOT NULL,
	`approved_at` integer,
	`approved_by` integer,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approved_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `task_move_task` ON `task_move` (`task_id`,`at`);--> statement-breakpoint
CREATE TABLE `calendar_day` (
	`day` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text,
	`origin` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `command` (
	`id` text PRIMARY KEY NOT NULL,
	`procedure` text NOT NULL,
	`actor_id` integer,
	`input_hash` text NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `import_batch` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`source` text NOT NULL,
	`format` text NOT NULL,
	`as_of` integer NOT NULL,
	`applied_at` integer NOT NULL,
	`applied_by` integer,
	`report` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `import_batch_uid_unique` ON `import_batch` (`uid`);--> statement-breakpoint
CREATE TABLE `knowledge` (
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`source`, `kind`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `migration` (
	`tag` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`applied_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `rate` (
	`currency` text PRIMARY KEY NOT NULL,
	`rate` text NOT NULL,
	`entered_at` integer NOT NULL,
	`entered_by` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`currency` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `audit_entry_no_update` BEFORE UPDATE ON `audit_entry` BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_entry_no_delete` BEFORE DELETE ON `audit_entry` BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_payload_no_delete` BEFORE DELETE ON `audit_payload` BEGIN SELECT RAISE(ABORT, 'audit payloads can only be erased'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_payload_only_erase` BEFORE UPDATE ON `audit_payload` WHEN NOT (NEW.`payload` IS NULL AND OLD.`payload` IS NOT NULL AND NEW.`entry_id` = OLD.`entry_id`) BEGIN SELECT RAISE(ABORT, 'audit payloads can only be erased'); END;
