// Measures PouchDB against server.js: argv = folder, server URL, file of products (JSON lines), file of sales (JSON lines).
// Prints one JSON object with seconds and milliseconds.
const fs = require('fs')
const PouchDB = require('pouchdb')
const [folder, url, productsFile, salesFile, lives] = process.argv.slice(2)
const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))
const local = (name) => new PouchDB(folder + '/' + name)

async function fill (db, docs) {
  for (let at = 0; at < docs.length; at += 1000) await db.bulkDocs(docs.slice(at, at + 1000))
}

async function timed (work) {
  const begun = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - begun) / 1e9
}

async function live (count) {
  const mine = local('live-mine')
  const theirs = local('live-theirs')
  const remote = url + '/live'
  const up = mine.replicate.to(remote, { live: true })
  const down = theirs.replicate.from(remote, { live: true })
  await mine.put({ _id: 'first' })
  const times = []
  const waiting = new Map()
  const changes = theirs.changes({ live: true, since: 'now' }).on('change', (change) => {
    const resolve = waiting.get(change.id)
    if (resolve) resolve()
  })
  await new Promise((resolve) => setTimeout(resolve, 1000))
  for (let n = 0; n < count; n++) {
    const begun = process.hrtime.bigint()
    const seen = new Promise((resolve) => waiting.set('sale-' + n, resolve))
    await mine.put({ _id: 'sale-' + n, total: n })
    await seen
    times.push(Number(process.hrtime.bigint() - begun) / 1e6)
  }
  up.cancel()
  down.cancel()
  changes.cancel()
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))]
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

async function main () {
  const remote = new PouchDB(url + '/products')
  await fill(remote, lines(productsFile))
  const pull = await timed(() => local('products').replicate.from(remote, { batch_size: 1000 }))
  const sales = local('sales')
  await fill(sales, lines(salesFile))
  const push = await timed(() => sales.replicate.to(url + '/sales', { batch_size: 1000 }))
  const propagation = Number(lives) ? await live(Number(lives)) : null
  console.log(JSON.stringify({ pull, push, propagation }))
  process.exit(0)
}

main().catch((error) => { console.error(error); process.exit(1) })
