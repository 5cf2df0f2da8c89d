"""What crosses the sockets between the pages and the gateway: every command, reply and event, declared once.

The TypeScript types (`handoff/web/shared/protocol.ts`) and `docs/protocol.md` are generated from here by
`python -m handoff.protocol`. Nothing in this package imports the rest of the project.
"""
