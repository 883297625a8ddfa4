namespace HyOps.Testing.Providers;

/// <summary>A request as a server on loopback saw it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Host">The host that was asked, without a port.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query with its <c>?</c>, or nothing.</param>
/// <param name="Headers">The headers; names in lower case.</param>
/// <param name="Body">The body.</param>
public sealed record SeenRequest(string Method, string Host, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A header's value; empty where it is not there.</summary>
    /// <param name="name">The name, in lower case.</param>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>Reads a form's field; empty where it is not there.</summary>
    /// <param name="name">The field.</param>
    public string Form(string name) => Body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && Uri.UnescapeDataString(pair[0]) == name)
        .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')))
        .FirstOrDefault("");
}
