/**
 * A caller as systemd is one: from an abstract address, without a word. Node cannot bind the caller's end.
 * @module
 */
import { spawn } from 'node:child_process';

const CALLER = `
  use Socket;
  my ($path, $from) = @ARGV;
  socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die;
  if ($from ne "") { bind($s, pack("Sxa*", AF_UNIX, $from)) or die "bind: $!"; }
  connect($s, pack_sockaddr_un($path)) or die "connect: $!";
  local $/; binmode STDOUT; print <$s>;
`;

/** What it is told. @param from its address behind the NUL; empty: it binds none */
export async function call(path: string, from: string): Promise<Buffer> {
  const child = spawn('perl', ['-e', CALLER, path, from], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
