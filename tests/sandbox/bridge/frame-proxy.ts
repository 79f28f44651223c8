import { request as requestOverHttp, type IncomingMessage, type ServerResponse } from 'node:http';

/** Lets the admin page of the stand-in frame the app, and nobody else; every other part of the policy stays as it is. */
export function withFrameAncestor(policy: string, adminOrigin: string): string {
  return policy
    .split(';')
    .map((part) =>
      part.trim().startsWith('frame-ancestors')
        ? part.replace(/frame-ancestors.*/, `frame-ancestors ${adminOrigin}`)
        : part,
    )
    .join(';');
}

/** The preload of App Bridge leads to the address that the page uses here; other links stay. */
const withoutPreload = (link: string) =>
  link
    .split(',')
    .filter((part) => !part.includes('cdn.shopify.com/shopifycloud/app-bridge.js'))
    .join(',');

/** Passes everything on to the app and changes two headers of its answers: `frame-ancestors` and App Bridge's preload. */
export function frameProxy(appUrl: string, adminOrigin: () => string) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const { hostname, port } = new URL(appUrl);
    const call = requestOverHttp(
      { hostname, port, path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        const headers = { ...answer.headers };
        const policy = headers['content-security-policy'];
        if (typeof policy === 'string') headers['content-security-policy'] = withFrameAncestor(policy, adminOrigin());
        if (typeof headers.link === 'string') {
          const link = withoutPreload(headers.link);
          if (link.trim() === '') delete headers.link;
          else headers.link = link;
        }
        response.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(response);
      },
    );
    call.on('error', (error) => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`The app does not answer: ${error.message}`);
    });
    request.pipe(call);
  };
}
