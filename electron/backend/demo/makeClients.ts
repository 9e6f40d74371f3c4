import { fill, type DemoTexts } from './demoTexts.ts'
import { lastStage } from './makeDeals.ts'
import { personOf } from './makePeople.ts'
import { makeRandom, type Random } from './random.ts'
import type { DemoClient, DemoDeal, DemoPerson } from './world.ts'

const minute = 60_000

/** Gives every deal its client, title, channel and number; `deals` must be in the order in which they were made. */
export const makeClients = (seed: number, deals: readonly DemoDeal[], people: readonly DemoPerson[], texts: DemoTexts): DemoClient[] => {
  const random = makeRandom(seed, 'clients')
  const operator = personOf(people, 'operator')
  const clients: DemoClient[] = []
  const channels = [...texts.channels.paid, ...texts.channels.paid, ...texts.channels.free]
  deals.forEach((deal, index) => {
    const owner = deal.owners[0]!.value
    const again = clients.length > 20 && random.chance(deal.firstStage.pipeline === 1 ? 0.85 : 0.05)
    const channel = random.pick(channels)
    const client = again ? random.pick(clients) : makeClient(random, clients.length, texts, {
      owner, channel, createdAt: deal.createdAt - random.between(1, 9) * minute, createdBy: random.chance(0.4) ? operator : owner,
    })
    if (!again) clients.push(client)
    const products = client.kind === 'company' ? texts.companyProducts : texts.personProducts
    deal.id = String(20_001 + index)
    deal.client = client
    deal.channel = again ? client.channel : channel
    deal.title = fill(texts.title, { product: fill(random.pick(products), { n: String(random.between(2, 9)) }), client: client.kind === 'company' ? client.name : client.name.split(' ')[0]! })
    deal.refusalReason = deal.outcome === 'lost' ? random.pick(texts.refusalReasons) : ''
    if (lastStage(deal).order === 1 && random.chance(0.3)) deal.expectedClose = ''
  })
  return clients
}

const makeClient = (random: Random, index: number, texts: DemoTexts, rest: Pick<DemoClient, 'owner' | 'channel' | 'createdAt' | 'createdBy'>): DemoClient => {
  const kind = random.chance(0.55) ? 'company' : 'person'
  const woman = random.chance(0.4)
  const contact = `${random.pick(texts.surnames)}${woman ? texts.feminineEnding : ''} ${random.pick(woman ? texts.femaleNames : texts.maleNames)}`
  const name = kind === 'company' ? fill(random.pick(texts.companyForms), { name: random.pick(texts.companyNames) + random.pick(texts.companySuffixes) }) : contact
  // Every hundredth is entered twice: the same phone, another card.
  const number = index > 50 && random.chance(0.01) ? index - random.between(1, 50) : index
  return {
    ...rest, id: String(5001 + index), name, contact: contact.split(' ')[1]!, kind,
    phone: random.chance(0.97) ? `+79${String(100_000_000 + (number * 7_919_317) % 899_999_999)}` : '',
    email: random.chance(0.7) ? `client${number + 1}@mail.example` : '',
  }
}
