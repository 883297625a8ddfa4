// Opens SOPS files without any code of ours: the npm package sops-age decrypts the values, and OpenSSL, through node:crypto, the check value,
// which is compared with what the values come to. Standard input: {"package", "path", "identity", "dataKey"}; standard output: the values.
'use strict';
const { createDecipheriv, createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

const asked = JSON.parse(readFileSync(0, 'utf8'));
const names = ['Bn', 'promises', 'path', 'os', 'child_process', 'util'];
const modules = ['fs', 'fs/promises', 'path', 'os', 'child_process', 'util'].map(name => require(name));
const load = new Function('require', ...names, `${readFileSync(asked.package, 'utf8')}\nreturn decryptSops;`);
const { decryptSops } = load(require, ...modules);

function checkValue(values) {
  const text = readFileSync(asked.path, 'utf8');
  const time = /lastmodified"?[=:]\s*"?([^"\n]+)/.exec(text)[1];
  const [, data, iv, tag] = /mac"?[=:]\s*"?ENC\[AES256_GCM,data:(.+?),iv:(.+?),tag:(.+?),type:str\]/.exec(text);
  const cipher = createDecipheriv('aes-256-gcm', Buffer.from(asked.dataKey, 'hex'), Buffer.from(iv, 'base64'));
  cipher.setAAD(Buffer.from(time)).setAuthTag(Buffer.from(tag, 'base64'));
  const written = Buffer.concat([cipher.update(Buffer.from(data, 'base64')), cipher.final()]).toString();
  const hash = createHash('sha512');
  Object.values(values).forEach(value => hash.update(value === true ? 'True' : value === false ? 'False' : String(value)));
  return written === hash.digest('hex').toUpperCase();
}

decryptSops({ path: asked.path, secretKey: asked.identity }).then(values => {
  if (!checkValue(values)) throw new Error('the check value is not of these values');
  console.log(JSON.stringify(values));
}).catch(error => { console.error(error.message); process.exit(1); });
