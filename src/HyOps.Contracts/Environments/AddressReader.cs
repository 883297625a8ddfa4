using HyOps.Contracts.Reading;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads addresses of servers that are trusted with secrets: https, and nothing in them but the server.</summary>
internal sealed class AddressReader(MapReader reader, ProblemList problems)
{
    public Uri? Read(string key, bool required = false)
    {
        if (reader.Text(key, required) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri is { UserInfo: "", Query: "", Fragment: "" })
        {
            return uri;
        }

        problems.Error(
            ProblemCodes.BadValue, reader.LocationOf(key), $"{reader.PathOf(key)} is not an https address without user, query and fragment",
            "Write the server's own address: https://<name>.vault.azure.net/.", reader.PathOf(key));
        return null;
    }
}
