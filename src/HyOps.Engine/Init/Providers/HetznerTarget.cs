using System.Collections.Immutable;

namespace HyOps.Engine.Init.Providers;

/// <summary>Hetzner Cloud with a project's token. Asked: the locations, which any token may list. The API: https://docs.hetzner.cloud/.</summary>
internal sealed class HetznerTarget : IInitTarget
{
    private const string Token = "hcloud_token";
    private const string Location = "location";
    private static readonly Uri Locations = new("https://api.hetzner.cloud/v1/locations");

    /// <inheritdoc/>
    public string Name => "hetzner";

    /// <inheritdoc/>
    public string Title => "Hetzner Cloud";

    /// <inheritdoc/>
    public ImmutableArray<TargetField> Fields { get; } =
    [
        new(Token, "an API token of the project, read and write") { Keys = ["HCLOUD_TOKEN"], Check = FieldForms.Token, Variables = ["HCLOUD_TOKEN"] },
        new(Location, "the location that servers are made in") { Default = "fsn1", Check = FieldForms.Place, Variables = ["HCLOUD_LOCATION"] },
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var answer = await connection.GetAsync(Locations, "Bearer", values.Secret(Token).Reveal(), cancellationToken).ConfigureAwait(false);
        var said = connection.Said(answer.Text("error", "message"));
        var places = answer.Status switch
        {
            200 => answer.Items("locations").Select(place => place["name"]?.ToString() ?? "").ToList(),
            401 => throw ProviderException.Rejected(Title, "the token", said, "make a new one in the project: Security > API Tokens, with Read & Write"),
            403 => throw ProviderException.Denied(Title, "the token to list locations", said, "check that the project is not locked, and that the token is of this project"),
            _ => throw ProviderException.Unexpected(Title, answer.Address, answer.Status, said),
        };
        return places.Contains(values[Location])
            ? new Dictionary<string, string>(StringComparer.Ordinal) { [Location] = values[Location] }
            : throw ProviderException.Wrong(Title, $"there is no location '{values[Location]}'; there is {string.Join(", ", places.Order(StringComparer.Ordinal))}", $"correct {Location} in the config");
    }
}
