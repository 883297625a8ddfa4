using Azure.Core;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Azure.SignIn;

/// <summary>Lets the masker know every token before anybody can print it.</summary>
internal sealed class WatchedCredential(TokenCredential inner, Masker masker) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Watch(inner.GetToken(requestContext, cancellationToken));

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        Watch(await inner.GetTokenAsync(requestContext, cancellationToken).ConfigureAwait(false));

    private AccessToken Watch(AccessToken token)
    {
        masker.Register([SecretValue.From(token.Token)]);
        return token;
    }
}
