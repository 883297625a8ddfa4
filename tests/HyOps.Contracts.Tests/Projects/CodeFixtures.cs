using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using static HyOps.Contracts.Tests.SampleProject;

namespace HyOps.Contracts.Tests.Projects;

/// <summary>One mistake at least for every code.</summary>
public static class CodeFixtures
{
    public static IEnumerable<CodeFixture> All => [.. Files, .. Modules, .. EnvContract, .. Environments, .. SecretMaps, .. Consumers];

    private static CodeFixture[] Files =>
    [
        new("HYO1001", "environment.yml(9,50)", p => File.Delete(p.At(NetInputs))) { Says = ["inputs/net.yml"] },
        new("HYO1001", "spec.yml", p => { File.Delete(p.At(NetSpec)); Directory.CreateDirectory(p.At(NetSpec)); }) { Says = ["folder"] },
        new("HYO1002", "net.yml", p => p.Write(NetInputs, new string('#', (4 * 1024 * 1024) + 1))) { Says = ["4 MiB"] },
        new("HYO1003", "net.yml", p => p.WriteBytes(NetInputs, [0xFF, 0xFE, 0x61, 0])) { Says = ["UTF-16", "UTF-8"] },
        new("HYO1003", "net.yml", p => p.WriteBytes(NetInputs, "ab: c\n"u8.ToArray().SelectMany(b => new byte[] { b, 0 }).ToArray())) { Says = ["UTF-16 without"] },
        new("HYO1003", "net.yml(2,10)", p => p.WriteBytes(NetInputs, [.. "cidr: x\nzones: \"f"u8, 0xFC, .. "r\"\n"u8])) { Says = ["Latin-1"] },
        new("HYO1004", "net.yml(1,8)", p => p.Write(NetInputs, "cidr: \"\0\"\n")) { Says = ["NUL"] },
        new("HYO1005", "net.yml(1,7)", p => p.Write(NetInputs, "cidr: \"10.0.0.0\n")),
        new("HYO1006", "net.yml(2,1)", p => p.Write(NetInputs, "cidr: x\n\tzones: []\n")) { Says = ["spaces"] },
        new("HYO1007", "net.yml(2,1)", p => p.Write(NetInputs, "cidr: x\n---\ncidr: y\n")),
        new("HYO1008", "environment.yml", p => p.Write(SampleProject.Environment, "# nothing yet\n")),
        new("HYO1009", "net.yml(3,1)", p => p.Write(NetInputs, "cidr: x\nzones: []\ncidr: y\n")) { Says = ["'cidr'", "net.yml(1,1)"] },
        new("HYO1010", "net.yml(1,7)", p => p.Write(NetInputs, "cidr: !vault x\n")) { Says = ["!vault"] },
        new("HYO1011", "net.yml(1,7)", p => p.Write(NetInputs, "cidr: *none\n")) { Says = ["*none"] },
        new("HYO1011", "net.yml(1,15)", p => p.Write(NetInputs, "zones: &a [a, *a]\n")) { Says = ["within"] },
        new("HYO1012", "net.yml(1,71)", p => p.Write(NetInputs, $"zones: {new string('[', 80)}\n")) { Says = ["64"] },
        new("HYO1013", "net.yml(1,200003)", p => p.Write(NetInputs, $"zones: [{string.Concat(Enumerable.Repeat("a,", 120_000))}]\n")) { Says = ["100000"] },
        new("HYO1014", "net.yml(1,1)", p => p.Write(NetInputs, "<<: text\n")),
        new("HYO1015", "net.yml(1,3)", p => p.Write(NetInputs, "? [a]\n: b\n")),
    ];

    private static CodeFixture[] Modules =>
    [
        new("HYO1101", "spec.yml(1,1)", p => p.Replace(NetSpec, "execution: { driver: \"iac/terraform\" }\n", "")) { Says = ["execution"] },
        new("HYO1102", "spec.yml(11,1)", p => p.Append(NetSpec, "output: {}\n")) { Says = ["'outputs'"] },
        new("HYO1102", "environment.yml(13,9)", p => p.Replace(SampleProject.Environment, "        needs: [net]", "        nedes: [net]")) { Says = ["'needs'"] },
        new("HYO1103", "spec.yml(10,21)", p => p.Replace(NetSpec, "{ publish: [address, zone_names] }", "{ publish: address }").Replace(SampleProject.Environment, "    with:", "    # with:")),
        new("HYO1104", "spec.yml(9,22)", p => p.Replace(NetSpec, "iac/terraform", "iac/terrafrom")) { Says = ["'iac/terraform'"] },
        new("HYO1105", "spec.yml(3,13)", p => p.Replace(NetSpec, "core/lab/net", "core/lab/network")) { Says = ["core/lab/net'"] },
        new("HYO1106", "spec.yml(1,14)", p => p.Replace(NetSpec, "hybridops/v1", "hybridops/v2")),
        new("HYO1107", "spec.yml", p => Directory.Delete(p.At("modules/core/lab/net/terraform"), true)) { Says = ["'terraform'"] },
        new("HYO1107", "environment.yml(9,28)", p => { p.Replace(NetSpec, "\"iac/terraform\" }", "\"iac/terraform\", pack_ref: { id: a/b@v1 } }"); Directory.Delete(p.At("modules/core/lab/net/terraform"), true); }) { Says = ["a/b@v1"] },
        new("HYO1108", "spec.yml(10,31)", p => p.Replace(NetSpec, "[address, zone_names]", "[address, address]")),
        new("HYO1109", "modules", p => Directory.Delete(p.At("modules"), true)) { Request = new(), Says = ["--modules-root"] },
        new("HYO1110", "spec.yaml", p => p.Write("modules/core/lab/other/spec.yaml", "")) { Request = new(), Says = ["Rename"] },
    ];

    private static CodeFixture[] EnvContract =>
    [
        new("HYO1201", "app.yml(1,16)", p => p.Write(AppInputs, "required_env: [\"a b\", APP_DB_PASSWORD]\n")),
        new("HYO1202", "app.yml(1,18)", p => p.Write(AppInputs, "db_password_env: \"hunter2!\"\n")) { Says = ["not shown"] },
        new("HYO1203", "app.yml(1,18)", p => p.Write(AppInputs, "db_password_env: \"APP_DB_PASWORD\"\n")) { Says = ["APP_DB_PASWORD", "Did you mean 'APP_DB_PASSWORD'?"] },
        new("HYO1204", "app.yml(1,18)", p => p.Write(AppInputs, "db_password_env: \"ghp_abcdefghijklmnopqrst\"\n")),
        new("HYO1205", "app.yml(3,18)", p => p.Write(AppInputs, "apps:\n  shop:\n    db_password: hunter2\n")),
        new("HYO1206", "app.yml(1,7)", p => p.Write(AppInputs, "mode: \"postgres://shop:hunter2@db/shop\"\n")),
        new("HYO1207", "app.yml(1,7)", p => p.Write(AppInputs, "mode: \"CHANGE_ME_MODE\"\n")) { Says = ["CHANGE_ME"] },
        new("HYO1208", "spec.yml(17,7)", p => p.Replace(AppSpec, "backend: s3", "bakend: s3")) { Says = ["'backend'"] },
        new("HYO1209", "app.yml(1,1)", p => p.Write(AppInputs, "prot: 9090\n")) { Says = ["'port'"] },
        new("HYO1210", "app.yml(1,6)", p => p.Write(AppInputs, "tls: yes\n")) { Says = ["a boolean", "without quotes"] },
        new("HYO1211", "spec.yml(22,70)", p => p.Append(AppSpec, "dependencies:\n  - { module_ref: core/lab/net, required: false, imports: { address: adress } }\n")) { Says = ["'address'"] },
        new("HYO1212", "spec.yml(6,5)", p => p.Replace(AppSpec, "inputs:\n", "inputs:\n  secrets:\n    APP_DB_PASWORD: { kind: password }\n")) { Says = ["'APP_DB_PASSWORD'"] },
        new("HYO1213", "spec.yml(15,17)", p => p.Write(AppInputs, "backend: s3\n")) { Says = ["backend is s3"] },
    ];

    private static CodeFixture[] Environments =>
    [
        new("HYO1301", "environment.yml", _ => { }) { Request = new() { Environment = EnvironmentName.Parse("lb") }, Says = ["'lab'"] },
        new("HYO1302", "environment.yml(3,7)", p => p.Replace(SampleProject.Environment, "name: lab", "name: prod")) { Says = ["'lab'"] },
        new("HYO1303", "environment.yml(10,9)", p => p.Replace(SampleProject.Environment, "      - id: app", "      - { id: net, module: core/lab/net }\n      - id: app")),
        new("HYO1304", "environment.yml(9,28)", p => p.Replace(SampleProject.Environment, "module: core/lab/net", "module: core/lab/nte")) { Says = ["'core/lab/net'"] },
        new("HYO1305", "environment.yml(13,17)", p => p.Replace(SampleProject.Environment, "needs: [net]", "needs: [nte]")) { Says = ["'net'"] },
        new("HYO1306", "environment.yml(9,9)", p => p.Replace(SampleProject.Environment, "inputs: inputs/net.yml", "inputs: inputs/net.yml, needs: [app]")) { Says = ["net → app → net"] },
        new("HYO1307", "environment.yml(14,26)", p => p.Replace(SampleProject.Environment, "outputs.address", "outputs.adress")) { Says = ["'address'"] },
        new("HYO1308", "environment.yml(14,26)", p => p.Replace(SampleProject.Environment, "\"${steps.net.outputs.address}\"", "\"http://${steps.net.outputs.address}\"")),
        new("HYO1308", "app.yml(1,7)", p => p.Write(AppInputs, "mode: \"${steps.net.outputs.address}\"\n")) { Says = ["under with"] },
        new("HYO1309", "environment.yml(14,17)", p => p.Replace(SampleProject.Environment, "{ address: \"", "{ adress: \"")) { Says = ["'address'"] },
        new("HYO1310", "environment.yml(14,17)", p => p.Write(AppInputs, "address: 10.0.0.1\n")) { Says = ["app.yml(1,1)"] },
        new("HYO1311", "environment.yml(12,17)", p => { p.Replace(SampleProject.Environment, "inputs/app.yml", "../../app.yml"); File.Delete(p.At(AppInputs)); }),
        new("HYO1312", "other.yml", p => p.Write("inventories/lab/inputs/other.yml", "")),
        new("HYO1313", "environment.yml(5,21)", p => p.Replace(SampleProject.Environment, ">=1.6 <2", "~>1.6")) { Says = [">=1.6 <2"] },
        new("HYO1314", "environment.yml(7,35)", p => p.Replace(SampleProject.Environment, "phases:\n", "phases:\n  dr: { targets: { recovery_time: soon }, steps: [] }\n")) { Says = ["15m"] },
        new("HYO1315", "environment.yml", _ => { }) { Request = new() { Environment = Lab, Phase = Phase.Dr }, Says = ["dr"] },
        new("HYO1316", "environment.yml(4,7)", p => p.Write("inventories/local-shared/environment.yml", "api_version: hybridops/v1\nkind: Environment\nname: local-shared\ntier: nonprod\nphases: {}\n")) { Request = new() { Environment = EnvironmentName.Parse("local-shared") }, Says = ["'nonprod'", "'local-shared'"] },
        new("HYO1317", "environment.yml(16,24)", p => p.WithRule("attribute: a, ")) { Says = ["guardrails.rules[0].attribute", "present"] },
        new("HYO1317", "environment.yml(16,21)", p => p.WithRule("equals: 1, ")) { Says = ["Add attribute"] },
        new("HYO1317", "environment.yml(16,47)", p => p.WithRule("attribute: a, equals: 1, present: false, ")) { Says = ["equals and present"] },
        new("HYO1317", "environment.yml(16,36)", p => p.WithRule("attribute: a, matches: '(?=a)', ")) { Says = ["look-around"] },
        new("HYO1317", "environment.yml(16,24)", p => p.WithRule("attribute: 'a b', present: true, ")) { Says = ["'a b'"] },
        new("HYO1317", "environment.yml(16,27)", p => p.WithRule("when_unknown: deny, ")) { Says = ["when_unknown"] },
        new("HYO1318", "environment.yml(15,25)", p => p.Append(SampleProject.Environment, "guardrails: { protect: [azurerm_key_vault, \"a.*\"] }\n")) { Says = ["'azurerm_key_vault'", "no dot"] },
        new("HYO1318", "environment.yml(15,25)", p => p.Append(SampleProject.Environment, "guardrails: { protect: ['module.db[\"a.b\"].module.in'] }\n")) { Says = ["module.in.*"] },
        new("HYO1318", "environment.yml(16,64)", p => p.WithRule("", resource: "module.db")) { Says = ["module.db.*"] },
        new("HYO1319", "environment.yml(18,50)", p => p.WithRunbook("{ id: down, kind: wait, probe: { command: [probes/down] } }")) { Says = ["'probes/down'"] },
        new("HYO1319", "environment.yml(18,50)", p => p.WithRunbook("{ id: down, kind: wait, probe: { command: [../down] } }")) { Says = ["'../down'"] },
        new("HYO1320", "environment.yml(18,62)", p => p.WithRunbook("{ id: up, kind: promote, module: core/lab/net, fence: down, check: { command: ['true'] } }")) { Says = ["no step of dr"] },
        new("HYO1320", "environment.yml(18,99)", p => p.WithRunbook("{ id: go, kind: gate, question: q }, { id: up, kind: promote, module: core/lab/net, fence: go, check: { command: ['true'] } }")) { Says = ["kind gate"] },
        new("HYO1321", "environment.yml(17,70)", p => p.WithFreshness("{ name: backup, probe: { command: [old] }, max_age: 1h, step: restor }")) { Says = ["'restore'"] },
        new("HYO1321", "environment.yml(17,70)", p => p.WithFreshness("{ name: backup, probe: { command: [old] }, max_age: 1h, step: well }")) { Says = ["no step of the phase that runs a module"] },
        new("HYO1321", "environment.yml(16,17)", p => p.Append(SampleProject.Environment, "  dr:\n    freshness: [{ name: backup, probe: { command: [old] }, max_age: 1h }]\n    steps: [{ id: well, kind: verify, probe: { command: ['true'] } }]\n")) { Says = ["none of the phase runs a module"] },
        new("HYO1322", "environment.yml(17,74)", p => p.WithFreshness("{ name: backup, probe: { command: [old] }, max_age: 1h }, { name: backup, probe: { command: [old] }, max_age: 2h }")) { Says = ["environment.yml(17,16)"] },
    ];

    private static CodeFixture[] SecretMaps =>
    [
        new("HYO1401", "map.csv(2,1)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\nlab,APP_TOKEN\n")) { Says = ["2 fields"] },
        new("HYO1401", "map.csv(2,1)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\nlab,hunter2!,app-db\n")) { Says = ["second field"] },
        new("HYO1401", "map.csv(2,1)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\nall,APP_TOKEN,app-db\n")) { Says = ["not 'all'"] },
        new("HYO1402", "map.csv", p => p.WithAuthority(scope: "prd", map: "prod,APP_DB_PASWORD,app-db\n")) { Says = ["'prod'"] },
        new("HYO1403", "map.csv(4,1)", p => p.WithAuthority(map: "# names\nscope,ENV_KEY,SECRET_NAME\nlab,APP_DB_PASWORD,app-db\nlab,APP_DB_PASWORD,app-db2\n")) { Says = ["map.csv(3,1)"] },
        new("HYO1403", "map.csv(2,1)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\nprod,APP_DB_PASWORD,app-db2\n")) { Says = ["one scope"] },
        new("HYO1404", "map.csv(2,1)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\nlab,APP_TOKEN,app_token\n")) { Says = ["127"] },
        new("HYO1404", "map.csv(2,1)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\nlab,APP_TOKEN,app-token@7\n")) { Says = ["32"] },
        new("HYO1405", "environment.yml(20,5)", p => p.Append(SampleProject.Environment, "  steady-state:\n    steps:\n      - { id: app, module: platform/lab/app, inputs: inputs/app.yml }\n").WithAuthority(map: "lab,APP_DB_PASWORD,app-db\n")) { Says = ["'APP_DB_PASWORD'", "(app)"] },
        new("HYO1406", "environment.yml(17,5)", p => p.Append(SampleProject.Environment, "secrets:\n  authority:\n    - { kind: azure-key-vault }\n    - { kind: hashicorp-vault }\n")) { Says = ["list of 2", "akv-sync"] },
        new("HYO1407", "environment.yml(23,46)", p => p.WithAuthority(map: "lab,APP_DB_PASWORD,app-db\n").Append(SampleProject.Environment, "    disable_challenge_resource_verification: true\n")) { Says = ["nonprod"] },
    ];

    private static CodeFixture[] Consumers =>
    [
        new("HYO1501", "spec.yml(23,7)", p => p.WithConsumer("APP_DB_PASWORD")) { Says = ["'APP_DB_PASSWORD'", "consumers"] },
        new("HYO1501", "spec.yml(22,5)", p => p.Append(AppSpec, "probes:\n  - { name: login, for: APP_TOKEN, command: [curl] }\n")) { Says = ["probes", "APP_TOKEN"] },
        new("HYO1502", "spec.yml(24,7)", p => p.WithConsumer("APP_DB_PASSWORD").Append(AppSpec, "    - { namespace: shop, secret: shop-env, keys: { OTHER: APP_DB_PASSWORD } }\n")) { Says = ["shop/shop-env"] },
        new("HYO1503", "spec.yml(22,53)", p => p.Append(AppSpec, "probes:\n  - { name: login, for: [APP_DB_PASSWORD], command: [probes/login.sh] }\n")) { Says = ["probes/login.sh", "PATH"] },
        new("HYO1504", "spec.yml(23,7)", p => p.WithConsumer("APP_DB_PASSWORD").WithExternalSecrets(map: "lab,APP_TOKEN,app-token\n", manifests: GoodProjection.Replace("app-db", "app-token", StringComparison.Ordinal))) { Says = ["APP_DB_PASSWORD", "map.csv"] },
        new("HYO1505", "environment.yml(16,21)", p => p.Append(SampleProject.Environment, "secrets:\n  external_secrets: { manifests: k8s, client_id: c }\n")) { Says = ["secrets.authority"] },
        new("HYO1505", "environment.yml(24,5)", p => p.WithExternalSecrets(tenant: null)) { Says = ["tenant_id"] },
        new("HYO1506", "spec.yml(23,7)", p => p.WithConsumer("APP_DB_PASSWORD", ", refresh_interval: 2h").WithExternalSecrets(manifests: GoodProjection)) { Says = ["2h", "max_refresh"] },
        new("HYO1506", "environment.yml(27,14)", p => p.WithExternalSecrets(extra: "    refresh: 2h\n")) { Says = ["max_refresh"] },
        new("HYO1506", "a.yaml(13,20)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("15m", "\"0\"", StringComparison.Ordinal))) { Says = ["once"] },
        new("HYO1506", "a.yaml(12,18)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("Periodic", "CreatedOnce", StringComparison.Ordinal))) { Says = ["CreatedOnce", "Periodic"] },
        new("HYO1506", "a.yaml(17,58)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("{ key: app-db }", "{ key: app-db, version: abc }", StringComparison.Ordinal))) { Says = ["pins"] },
        new("HYO1507", "a.yaml(15,45)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("name: shop-env, creationPolicy: Owner", "name: shop-env, creationPolicy: Ownr", StringComparison.Ordinal))) { Says = ["'Owner'"] },
        new("HYO1507", "a.yaml(14,40)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("kind: SecretStore, name: vault", "kind: SecretStore, nmae: x, name: vault", StringComparison.Ordinal))) { Says = ["'name'"] },
        new("HYO1508", "a.yaml(8,13)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("v1\nkind: ExternalSecret", "v1beta1\nkind: ExternalSecret", StringComparison.Ordinal))) { Says = ["external-secrets.io/v1"] },
        new("HYO1509", "a.yaml(17,41)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("key: app-db", "key: app-bd", StringComparison.Ordinal))) { Says = ["'app-db'", "map.csv"] },
        new("HYO1509", "a.yaml(19,13)", p => p.WithExternalSecrets(manifests: GoodProjection + "  dataFrom:\n    - find: { name: { regexp: \".*\" } }\n")) { Says = ["search"] },
        new("HYO1510", "a.yaml(6,39)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("https://lab.", "https://prod.", StringComparison.Ordinal))) { Says = ["https://prod.vault.example", "https://lab.vault.example/"] },
        new("HYO1510", "a.yaml(14,19)", p => p.WithExternalSecrets(manifests: GoodProjection.Replace("{ kind: SecretStore, name: vault }", "{ kind: SecretStore, name: valt }", StringComparison.Ordinal))) { Says = ["SecretStore shop/vault"] },
        new("HYO1511", "a.yaml(22,18)", p => p.WithExternalSecrets(manifests: GoodProjection + "---\napiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { A: hunter2 }\n")) { Says = ["not shown"] },
        new("HYO1512", "environment.yml(24,5)", p => { p.WithExternalSecrets(); Directory.Delete(p.At("k8s")); }) { Says = ["hyops eso render --env lab"] },
        new("HYO1512", "spec.yml(23,7)", p => p.WithConsumer("APP_DB_PASSWORD").WithExternalSecrets()) { Says = ["shop/shop-env", "hyops eso render --env lab"] },
        new("HYO1513", "crds.yaml", p => p.WithExternalSecrets(extra: "    crds: crds.yaml\n", manifests: GoodProjection).Write("crds.yaml", "kind: List\nitems: []\n")) { Says = ["kubectl get crd"] },
    ];
}
