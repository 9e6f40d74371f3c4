import { reachOf, type PolicyAction, type PolicyActor } from '../../domain/policy.ts'

/** A condition on `deal` for the records that a person's right reaches; its one parameter is `$reach`. */
export const dealScope = (actor: PolicyActor, action: PolicyAction): { sql: string, reach: string | number | null } => {
  switch (reachOf(actor, action)) {
    case 'all': return { sql: '$reach IS NULL', reach: null }
    case 'teams': return { sql: 'deal.owner_id IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($reach)))', reach: JSON.stringify(actor.teams) }
    case 'own': return { sql: 'deal.owner_id = $reach', reach: actor.id }
    case 'none': return { sql: '$reach IS NOT NULL', reach: null }
  }
}
