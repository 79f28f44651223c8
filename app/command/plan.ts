import { runCommand } from '#app/command/plan-command.ts';

const { code, output, complaint } = await runCommand(process.argv.slice(2), process.stdin);
if (complaint) process.stderr.write(`${complaint}\n`);
if (output) process.stdout.write(`${output}\n`);
process.exitCode = code;
