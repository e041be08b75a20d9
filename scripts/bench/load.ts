// Asks a server over plain sockets, so that who asks costs little beside who answers.
import { connect, type Socket } from 'node:net';

/** `took` in milliseconds. */
export type Load = { perSecond: number; took: number[]; failed: number };

/** Bytes that are read at a time; all sockets read into the same, one after the other. */
const ROOM = Buffer.allocUnsafeSlow(65_536);
const END_OF_HEAD = '\r\n\r\n';
const END_OF_CHUNKS = '0\r\n\r\n';

/**
 * @param options.next path to ask for
 * @param options.rate requests a second at most; as many as it takes where absent
 * @param options.most requests altogether
 */
export async function load(options: {
  url: string;
  next: () => string;
  seconds: number;
  connections: number;
  rate?: number | undefined;
  most?: number | undefined;
}): Promise<Load> {
  const { url, next, seconds, connections, rate, most = Number.POSITIVE_INFINITY } = options;
  const { host } = new URL(url);
  const took: number[] = [];
  let failed = 0;
  let sent = 0;

  const { promise: all, resolve: done, reject } = Promise.withResolvers<void>();
  const gone = () => reject(new Error('The server hung up.'));
  let running = connections;
  const began = performance.now();
  const ends = began + seconds * 1000;
  // A request's time counts from when it was due, so that a server that stalls does not hide it.
  const due = rate === undefined ? () => performance.now() : () => began + (sent * 1000) / rate;

  const sockets = Array.from({ length: connections }, () => {
    let at = 0;
    const heard = readAnswers((status) => {
      took.push(performance.now() - at);
      if (status !== 200) failed++;
      ask();
    });
    const socket = connect({
      ...addressOf(url),
      noDelay: true,
      onread: {
        buffer: ROOM,
        callback: (count) => {
          heard(ROOM.toString('latin1', 0, count));
          return true;
        },
      },
    });
    socket.once('connect', ask).once('error', reject).once('close', gone);
    return socket;

    function ask() {
      at = due();
      if (at >= ends || sent >= most) {
        if (--running === 0) done();
        return;
      }
      const request = `GET ${next()} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`;
      sent++;
      const wait = at - performance.now();
      if (wait > 1) setTimeout(() => socket.write(request, 'latin1'), wait);
      else socket.write(request, 'latin1');
    }
  });
  await all;
  const lasted = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.off('close', gone).destroy();
  return { perSecond: took.length / lasted, took, failed };
}

export async function socketTo(url: string): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({ ...addressOf(url), noDelay: true }, resolve);
  socket.once('error', reject);
  await promise;
  return socket;
}

function addressOf(url: string) {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

/**
 * Follows one answer after the other.
 * @param ended called at each answer's end, with its status
 * @returns what takes the text that arrives
 */
function readAnswers(ended: (status: number) => void) {
  let head = '';
  /** Characters of the body yet to come; null before the head has come, infinite where it comes in chunks. */
  let missing: number | null = null;
  let tail = '';
  return (text: string) => {
    if (missing === null) {
      head += text;
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(head.slice(0, end + 2))?.[1];
      const come = head.length - end - END_OF_HEAD.length;
      missing = length === undefined ? Number.POSITIVE_INFINITY : Number(length) - come;
    } else {
      missing -= text.length;
    }
    if (missing === Number.POSITIVE_INFINITY) {
      tail = (tail + text).slice(-END_OF_CHUNKS.length);
      if (tail !== END_OF_CHUNKS) return;
    } else if (missing > 0) {
      return;
    }
    const status = Number(head.slice(9, 12));
    head = '';
    missing = null;
    tail = '';
    ended(status);
  };
}
