// Reads [{ "name", "yaml" }] from standard input, and prints [{ "name", "errors": [] }]: what validators made from the real CRDs say of each.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { ClusterSecretStore, ExternalSecret, SecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1";
import { ServiceAccount } from "kubernetes-models/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { Role, RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";

const kinds = { ClusterSecretStore, ExternalSecret, SecretStore, ServiceAccount, NetworkPolicy, Role, RoleBinding };

function judge(text) {
  const errors = [];
  // The API server reads YAML 1.1.
  for (const document of parseAllDocuments(text, { version: "1.1" })) {
    errors.push(...document.errors.map(String));
    const object = document.toJS();
    const kind = object && kinds[object.kind];
    if (!object) {
      continue;
    }
    if (!kind || object.apiVersion !== kind.apiVersion) {
      errors.push(`no validator for ${object.apiVersion} ${object.kind}`);
      continue;
    }
    try {
      new kind(object).validate();
    } catch (error) {
      errors.push(String(error.message ?? error));
    }
  }
  return errors;
}

const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(asked.map(({ name, yaml }) => ({ name, errors: judge(yaml) }))));
