// A PouchDB server on a free loopback port; prints the port. Ends when its stdin closes.
const express = require('express')
const PouchDB = require('pouchdb')
const Stored = PouchDB.defaults({ prefix: process.argv[2] + '/' })
const app = express()
app.use('/', require('express-pouchdb')(Stored, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: process.argv[2] + '/log.txt' }))
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
