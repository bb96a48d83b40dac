import type { Answer } from './answer.ts';

const html = `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Kentongan</title>
<h1>Kentongan</h1>
<p>Gerbang laporan SMS dan USSD ini berjalan. Cara memakainya ada di README; keadaannya di
<a href="/readyz">/readyz</a>, angkanya di <a href="/metrics">/metrics</a>.</p>
<p lang="en">This SMS and USSD reporting gateway is running. The README says how to use it; its state is at
<a href="/readyz">/readyz</a>, its figures at <a href="/metrics">/metrics</a>.</p>
</html>
`;

/** The page at `/`. */
export const rootPage: Answer = {
  status: 200,
  body: html,
  contentType: 'text/html; charset=utf-8',
  headers: { 'content-security-policy': "default-src 'none'" },
};
