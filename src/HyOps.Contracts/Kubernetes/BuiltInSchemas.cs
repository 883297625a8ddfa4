namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// The fields that rendered manifests use, in the form of CRDs, written from the operator's API documentation
/// (https://external-secrets.io/latest/api/spec/). A cluster's own CRDs say more, and win.
/// </summary>
internal static class BuiltInSchemas
{
    public const string Text = StoreSchemas + ExternalSecretSchema + KubernetesSchemas;

    private const string StoreSpec = """
                  type: object
                  required: [spec]
                  properties:
                    spec:
                      type: object
                      required: [provider]
                      properties:
                        conditions:
                          type: array
                          items:
                            type: object
                            properties:
                              namespaces: { type: array, items: { type: string, minLength: 1, maxLength: 63, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" } }
                              namespaceRegexes: { type: array, items: { type: string } }
                              namespaceSelector: { type: object, x-kubernetes-preserve-unknown-fields: true }
                        controller: { type: string }
                        refreshInterval: { type: integer }
                        retrySettings: { type: object, properties: { maxRetries: { type: integer }, retryInterval: { type: string } } }
                        provider:
                          type: object
                          minProperties: 1
                          maxProperties: 1
                          x-kubernetes-preserve-unknown-fields: true
                          properties:
                            azurekv:
                              type: object
                              required: [vaultUrl]
                              properties:
                                authType: { type: string, enum: [ServicePrincipal, ManagedIdentity, WorkloadIdentity] }
                                environmentType: { type: string, enum: [PublicCloud, USGovernmentCloud, ChinaCloud, GermanCloud, AzureStackCloud] }
                                identityId: { type: string }
                                tenantId: { type: string }
                                vaultUrl: { type: string }
                                serviceAccountRef:
                                  type: object
                                  required: [name]
                                  properties:
                                    name: { type: string, minLength: 1, maxLength: 253, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" }
                                    namespace: { type: string, minLength: 1, maxLength: 63, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" }
                                    audiences: { type: array, items: { type: string } }
                                authSecretRef: { type: object, x-kubernetes-preserve-unknown-fields: true }
                                customCloudConfig: { type: object, x-kubernetes-preserve-unknown-fields: true }
                                useAzureSDK: { type: boolean }
        """;

    private const string StoreSchemas = $$"""
        ---
        kind: CustomResourceDefinition
        spec:
          group: external-secrets.io
          names: { kind: ClusterSecretStore }
          versions:
            - name: v1
              schema:
                openAPIV3Schema:
        {{StoreSpec}}
        ---
        kind: CustomResourceDefinition
        spec:
          group: external-secrets.io
          names: { kind: SecretStore }
          versions:
            - name: v1
              schema:
                openAPIV3Schema:
        {{StoreSpec}}

        """;

    private const string ExternalSecretSchema = """
        ---
        kind: CustomResourceDefinition
        spec:
          group: external-secrets.io
          names: { kind: ExternalSecret }
          versions:
            - name: v1
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec:
                      type: object
                      properties:
                        refreshPolicy: { type: string, enum: [CreatedOnce, Periodic, OnChange] }
                        refreshInterval: { type: string }
                        secretStoreRef: &ref
                          type: object
                          properties:
                            kind: { type: string, enum: [SecretStore, ClusterSecretStore] }
                            name: { type: string, minLength: 1, maxLength: 253, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" }
                        target:
                          type: object
                          properties:
                            name: { type: string, minLength: 1, maxLength: 253, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" }
                            creationPolicy: { type: string, enum: [Owner, Orphan, Merge, None] }
                            deletionPolicy: { type: string, enum: [Delete, Merge, Retain] }
                            immutable: { type: boolean }
                            template:
                              type: object
                              properties:
                                engineVersion: { type: string, enum: [v2] }
                                mergePolicy: { type: string, enum: [Replace, Merge] }
                                type: { type: string }
                                data: { type: object, additionalProperties: { type: string } }
                                templateFrom: { type: array, items: { type: object, x-kubernetes-preserve-unknown-fields: true } }
                                metadata:
                                  type: object
                                  properties:
                                    annotations: { type: object, additionalProperties: { type: string } }
                                    labels: { type: object, additionalProperties: { type: string } }
                                    finalizers: { type: array, items: { type: string } }
                        data:
                          type: array
                          items:
                            type: object
                            required: [remoteRef, secretKey]
                            properties:
                              secretKey: { type: string, minLength: 1, maxLength: 253, pattern: "^[-._a-zA-Z0-9]+$" }
                              remoteRef: &remote
                                type: object
                                required: [key]
                                properties:
                                  key: { type: string }
                                  property: { type: string }
                                  version: { type: string }
                                  conversionStrategy: { type: string, enum: [Default, Unicode] }
                                  decodingStrategy: { type: string, enum: [Auto, Base64, Base64URL, None] }
                                  metadataPolicy: { type: string, enum: [None, Fetch] }
                              sourceRef: { type: object, maxProperties: 1, x-kubernetes-preserve-unknown-fields: true }
                        dataFrom:
                          type: array
                          items:
                            type: object
                            properties:
                              extract: *remote
                              find: { type: object, x-kubernetes-preserve-unknown-fields: true }
                              rewrite: { type: array, items: { type: object, x-kubernetes-preserve-unknown-fields: true } }
                              sourceRef: { type: object, maxProperties: 1, x-kubernetes-preserve-unknown-fields: true }

        """;

    // Only what a mistake in an edited file would break: the API server validates these kinds itself.
    private const string KubernetesSchemas = """
        ---
        kind: CustomResourceDefinition
        spec:
          group: networking.k8s.io
          names: { kind: NetworkPolicy }
          versions:
            - name: v1
              schema:
                openAPIV3Schema:
                  type: object
                  required: [spec]
                  properties:
                    spec:
                      type: object
                      required: [podSelector]
                      properties:
                        podSelector: { type: object, x-kubernetes-preserve-unknown-fields: true }
                        policyTypes: { type: array, items: { type: string, enum: [Egress, Ingress] } }
                        egress: { type: array, items: { type: object, x-kubernetes-preserve-unknown-fields: true } }
                        ingress: { type: array, items: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        ---
        kind: CustomResourceDefinition
        spec:
          group: rbac.authorization.k8s.io
          names: { kind: Role }
          versions:
            - name: v1
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    rules:
                      type: array
                      items:
                        type: object
                        required: [verbs]
                        properties:
                          apiGroups: { type: array, items: { type: string } }
                          resources: { type: array, items: { type: string } }
                          resourceNames: { type: array, items: { type: string } }
                          nonResourceURLs: { type: array, items: { type: string } }
                          verbs: { type: array, items: { type: string } }

        """;
}
