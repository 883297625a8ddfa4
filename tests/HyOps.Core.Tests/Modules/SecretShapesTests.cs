using HyOps.Core.Modules;

namespace HyOps.Core.Tests.Modules;

public sealed class SecretShapesTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("db_password")]
    [InlineData("dbPassword")]
    [InlineData("shared_secret_a")]
    [InlineData("api-token")]
    [InlineData("apiToken")]
    [InlineData("powerdns_api_key")]
    [InlineData("ssh_private_key")]
    [InlineData("client_secret")]
    [InlineData("secret_key")]
    [InlineData("gcs_sa_json")]
    [InlineData("admin_passwords")]
    [InlineData("PASSWORD")]
    public void These_fields_hold_secrets(string field) => Assert.True(SecretShapes.IsSecretField(field));

    [Theory]
    [InlineData("secret_name")]
    [InlineData("token_url")]
    [InlineData("password_file")]
    [InlineData("ssh_private_key_file")]
    [InlineData("shared_access_key_enabled")]
    [InlineData("account_key_hint")]
    [InlineData("password_length")]
    [InlineData("monkey")]
    [InlineData("keyboard")]
    [InlineData("public_key")]
    [InlineData("bypassed")]
    [InlineData("template_key")]
    [InlineData("db_password_env")]
    public void These_fields_do_not(string field) => Assert.False(SecretShapes.IsSecretField(field));

    [Theory]
    [InlineData("CHANGE_ME", "CHANGE_ME")]
    [InlineData("CHANGE_ME_BUCKET", "CHANGE_ME")]
    [InlineData("change-me-gcp-project", "change-me")]
    [InlineData("projects/change-me/global", "change-me")]
    [InlineData("changeme", "changeme")]
    [InlineData("REPLACE_ME", "REPLACE_ME")]
    [InlineData("YOUR_VALUE", "YOUR_VALUE")]
    [InlineData("YOUR_BUCKET", "YOUR_BUCKET")]
    [InlineData("<your-template-name>", "<your-template-name>")]
    [InlineData("changement", null)]
    [InlineData("exchange-me", null)]
    [InlineData("yourself", null)]
    [InlineData("replacement", null)]
    public void Placeholders_are_found_as_whole_words(string text, string? placeholder) => Assert.Equal(placeholder, SecretShapes.Placeholder(text));

    [Theory]
    [InlineData("ghp_abc")]
    [InlineData("AKIAABCDEFGH1234")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("two words")]
    [InlineData("a=b")]
    [InlineData("https://x")]
    [InlineData("line\nend")]
    public void These_are_values_and_no_names(string text) => Assert.True(SecretShapes.LooksLikeValue(text));

    [Theory]
    [InlineData("DB_PASSWORD")]
    [InlineData("AKIA_KEY_ID")]
    [InlineData("lower_case")]
    [InlineData("no-name-but-no-value-either")]
    public void These_are_not_taken_for_values(string text) => Assert.False(SecretShapes.LooksLikeValue(text));

    [Theory]
    [InlineData("ghp_0123456789abcdefghijABCDEFGHIJ", true)]
    [InlineData("postgres://app:hunter2@db/app", true)]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nabc", true)]
    [InlineData("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", true)]
    [InlineData("postgres://app@db/app", false)]
    [InlineData("postgres://app:${DB_PASSWORD}@db/app", false)]
    [InlineData("-----BEGIN CERTIFICATE-----", false)]
    [InlineData("ghp_ is the prefix of a token", false)]
    [InlineData("image: registry:5000/app@sha256:00", false)]
    public void Whole_secrets_are_known_by_their_form(string text, bool expected) => Assert.Equal(expected, SecretShapes.IsSecret(text));

    [Theory]
    [InlineData("DB_PASSWORD", true)]
    [InlineData("KEY2", true)]
    [InlineData("hunter2", false)]
    [InlineData("JBSWY3DPEHPK3PXP", false)]
    public void Only_names_in_capitals_are_shown(string name, bool expected) => Assert.Equal(expected, SecretShapes.IsSafeToShow(name));
}
