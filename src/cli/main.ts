#!/usr/bin/env node
process.stdout.write('unsilo\n');
