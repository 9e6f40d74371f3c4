DROP INDEX `activity_client`;--> statement-breakpoint
CREATE INDEX `activity_client` ON `activity` (`client_id`,`contact_at`) WHERE client_id IS NOT NULL;--> statement-breakpoint
DROP INDEX `note_client`;--> statement-breakpoint
CREATE INDEX `note_client` ON `note` (`client_id`,`created_at`) WHERE client_id IS NOT NULL;--> statement-breakpoint
-- A deal, task or client keeps apart what its source said only once something differs: before the first change.
DELETE FROM `source_value` WHERE record_type = 'deal' AND fields = (SELECT json_object('title', title, 'client_id', client_id, 'owner_id', owner_id, 'pipeline_id', pipeline_id, 'stage_id', stage_id, 'status', status, 'amount', amount, 'currency', currency, 'channel', channel, 'created_at', created_at, 'updated_at', updated_at, 'stage_entered_at', stage_entered_at, 'expected_close_day', expected_close_day, 'closed_at', closed_at, 'refusal_reason', refusal_reason) FROM `deal` WHERE id = record_id AND source <> 'pult');
--> statement-breakpoint
DELETE FROM `source_value` WHERE record_type = 'task' AND fields = (SELECT json_object('deal_id', deal_id, 'client_id', client_id, 'assignee_id', assignee_id, 'kind', kind, 'title', title, 'created_at', created_at, 'due_at', due_at, 'due_day_only', due_day_only, 'done_at', done_at, 'result', result) FROM `task` WHERE id = record_id AND source <> 'pult');
--> statement-breakpoint
DELETE FROM `source_value` WHERE record_type = 'client' AND fields = (SELECT json_object('name', name, 'kind', kind, 'phone', phone, 'phone_e164', phone_e164, 'email', email, 'email_key', email_key, 'owner_id', owner_id, 'created_at', created_at, 'created_by', created_by, 'channel', channel) FROM `client` WHERE id = record_id AND source <> 'pult');
--> statement-breakpoint
CREATE TRIGGER `deal_source_kept` BEFORE UPDATE OF `title`, `client_id`, `owner_id`, `pipeline_id`, `stage_id`, `status`, `amount`, `currency`, `channel`, `created_at`, `updated_at`, `stage_entered_at`, `expected_close_day`, `closed_at`, `refusal_reason` ON `deal`
	WHEN OLD.source <> 'pult' AND NOT EXISTS (SELECT 1 FROM `source_value` WHERE record_type = 'deal' AND record_id = OLD.id)
		AND (NEW.title IS NOT OLD.title OR NEW.client_id IS NOT OLD.client_id OR NEW.owner_id IS NOT OLD.owner_id OR NEW.pipeline_id IS NOT OLD.pipeline_id OR NEW.stage_id IS NOT OLD.stage_id OR NEW.status IS NOT OLD.status OR NEW.amount IS NOT OLD.amount OR NEW.currency IS NOT OLD.currency OR NEW.channel IS NOT OLD.channel OR NEW.created_at IS NOT OLD.created_at OR NEW.updated_at IS NOT OLD.updated_at OR NEW.stage_entered_at IS NOT OLD.stage_entered_at OR NEW.expected_close_day IS NOT OLD.expected_close_day OR NEW.closed_at IS NOT OLD.closed_at OR NEW.refusal_reason IS NOT OLD.refusal_reason) BEGIN
	INSERT INTO `source_value` (record_type, record_id, fields) VALUES ('deal', OLD.id, json_object('title', OLD.title, 'client_id', OLD.client_id, 'owner_id', OLD.owner_id, 'pipeline_id', OLD.pipeline_id, 'stage_id', OLD.stage_id, 'status', OLD.status, 'amount', OLD.amount, 'currency', OLD.currency, 'channel', OLD.channel, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'stage_entered_at', OLD.stage_entered_at, 'expected_close_day', OLD.expected_close_day, 'closed_at', OLD.closed_at, 'refusal_reason', OLD.refusal_reason));
END;
--> statement-breakpoint
CREATE TRIGGER `task_source_kept` BEFORE UPDATE OF `deal_id`, `client_id`, `assignee_id`, `kind`, `title`, `created_at`, `due_at`, `due_day_only`, `done_at`, `result` ON `task`
	WHEN OLD.source <> 'pult' AND NOT EXISTS (SELECT 1 FROM `source_value` WHERE record_type = 'task' AND record_id = OLD.id)
		AND (NEW.deal_id IS NOT OLD.deal_id OR NEW.client_id IS NOT OLD.client_id OR NEW.assignee_id IS NOT OLD.assignee_id OR NEW.kind IS NOT OLD.kind OR NEW.title IS NOT OLD.title OR NEW.created_at IS NOT OLD.created_at OR NEW.due_at IS NOT OLD.due_at OR NEW.due_day_only IS NOT OLD.due_day_only OR NEW.done_at IS NOT OLD.done_at OR NEW.result IS NOT OLD.result) BEGIN
	INSERT INTO `source_value` (record_type, record_id, fields) VALUES ('task', OLD.id, json_object('deal_id', OLD.deal_id, 'client_id', OLD.client_id, 'assignee_id', OLD.assignee_id, 'kind', OLD.kind, 'title', OLD.title, 'created_at', OLD.created_at, 'due_at', OLD.due_at, 'due_day_only', OLD.due_day_only, 'done_at', OLD.done_at, 'result', OLD.result));
END;
--> statement-breakpoint
CREATE TRIGGER `client_source_kept` BEFORE UPDATE OF `name`, `kind`, `phone`, `phone_e164`, `email`, `email_key`, `owner_id`, `created_at`, `created_by`, `channel` ON `client`
	WHEN OLD.source <> 'pult' AND NOT EXISTS (SELECT 1 FROM `source_value` WHERE record_type = 'client' AND record_id = OLD.id)
		AND (NEW.name IS NOT OLD.name OR NEW.kind IS NOT OLD.kind OR NEW.phone IS NOT OLD.phone OR NEW.phone_e164 IS NOT OLD.phone_e164 OR NEW.email IS NOT OLD.email OR NEW.email_key IS NOT OLD.email_key OR NEW.owner_id IS NOT OLD.owner_id OR NEW.created_at IS NOT OLD.created_at OR NEW.created_by IS NOT OLD.created_by OR NEW.channel IS NOT OLD.channel) BEGIN
	INSERT INTO `source_value` (record_type, record_id, fields) VALUES ('client', OLD.id, json_object('name', OLD.name, 'kind', OLD.kind, 'phone', OLD.phone, 'phone_e164', OLD.phone_e164, 'email', OLD.email, 'email_key', OLD.email_key, 'owner_id', OLD.owner_id, 'created_at', OLD.created_at, 'created_by', OLD.created_by, 'channel', OLD.channel));
END;
