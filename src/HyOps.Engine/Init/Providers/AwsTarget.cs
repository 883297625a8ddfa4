using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// AWS with an access key. Asked: who it belongs to, which needs no permission.
/// The API: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html.
/// </summary>
internal sealed class AwsTarget : IInitTarget
{
    private const string KeyId = "aws_access_key_id";
    private const string SecretKey = "aws_secret_access_key";
    private const string SessionToken = "aws_session_token";
    private const string Region = "aws_region";
    private const string Account = "aws_account_id";
    private const string Question = "Action=GetCallerIdentity&Version=2011-06-15";
    private const string Form = "application/x-www-form-urlencoded";

    /// <inheritdoc/>
    public string Name => "aws";

    /// <inheritdoc/>
    public string Title => "AWS";

    /// <inheritdoc/>
    public ImmutableArray<TargetField> Fields { get; } =
    [
        new(KeyId, "the access key's id") { Keys = ["AWS_ACCESS_KEY_ID"], Check = FieldForms.Token, Variables = ["AWS_ACCESS_KEY_ID"] },
        new(SecretKey, "the secret access key") { Keys = ["AWS_SECRET_ACCESS_KEY"], Check = FieldForms.Token, Variables = ["AWS_SECRET_ACCESS_KEY"] },
        new(SessionToken, "the session token of temporary keys") { Keys = ["AWS_SESSION_TOKEN"], Required = false, Check = FieldForms.Token, Variables = ["AWS_SESSION_TOKEN"] },
        new(Region, "the region that resources are made in") { Example = "eu-central-1", Check = FieldForms.AwsRegion, Variables = ["AWS_REGION", "AWS_DEFAULT_REGION"] },
        new(Account, "the account that the key must belong to: another one is refused") { Required = false, Example = "123456789012", Check = FieldForms.AwsAccount },
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        using var request = Signed(values, connection.Now);
        var answer = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var document = Parse(answer);
        if (!answer.IsOk)
        {
            throw Explain(values, connection, answer, document);
        }

        var account = Text(document, "Account") ?? throw ProviderException.NotUnderstood(Title, answer.Address);
        return values.Has(Account) && values[Account] != account
            ? throw ProviderException.Wrong(Title, $"the access key belongs to the account {account}, not to {values[Account]}", $"give the key of the right account, or correct {Account}")
            : new Dictionary<string, string>(StringComparer.Ordinal) { [Account] = account, ["arn"] = Text(document, "Arn") ?? "", [Region] = values[Region] };
    }

    private static HttpRequestMessage Signed(TargetValues values, DateTimeOffset now)
    {
        var region = values[Region];
        var address = new Uri($"https://sts.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}/");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["content-type"] = Form, ["host"] = address.Host, ["x-amz-date"] = AwsSignature.Stamp(now) };
        if (values.Has(SessionToken))
        {
            headers["x-amz-security-token"] = values.Secret(SessionToken).Reveal();
        }

        var signature = new AwsSignature(values.Secret(KeyId), values.Secret(SecretKey), region, "sts");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Question)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Form);
        request.Headers.Accept.ParseAdd("text/xml");
        request.Headers.TryAddWithoutValidation("Authorization", signature.Authorize("POST", address, headers, Question, now));
        foreach (var (name, value) in headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private ProviderException Explain(TargetValues values, ProviderConnection connection, ProviderAnswer answer, XDocument? document)
    {
        var said = connection.Said(Text(document, "Message"));
        var clock = said.Contains("expired", StringComparison.OrdinalIgnoreCase) || said.Contains("not yet current", StringComparison.OrdinalIgnoreCase);
        return Text(document, "Code") switch
        {
            "InvalidClientTokenId" => Refused("its id is unknown or inactive: aws iam list-access-keys; temporary keys need AWS_SESSION_TOKEN, too"),
            "SignatureDoesNotMatch" when clock => ProviderException.NotNow(Title, $"the request's time is not accepted: {said}", "set the clock (timedatectl says how it is kept)"),
            "SignatureDoesNotMatch" => Refused($"{SecretKey} is not that of this id: check that it is whole; a lost one means a new key: aws iam create-access-key"),
            "RequestTimeTooSkewed" or "RequestExpired" => ProviderException.NotNow(Title, $"the request's time is not accepted: {said}", "set the clock (timedatectl says how it is kept)"),
            "ExpiredToken" or "ExpiredTokenException" => Refused("the temporary keys have expired: get new ones, with their session token"),
            "AccessDenied" => ProviderException.Denied(Title, "the access key to ask who it is", said, "a policy of the organisation denies sts:GetCallerIdentity from here: ask who keeps it"),
            "RegionDisabledException" => ProviderException.Wrong(Title, $"the region {values[Region]} is not enabled for this account", "enable it (Account > AWS Regions), or name another one"),
            _ when answer.Status is 401 or 403 => Refused("check id and secret: aws iam list-access-keys"),
            _ => ProviderException.Unexpected(Title, answer.Address, answer.Status, said),
        };

        ProviderException Refused(string fix) => ProviderException.Rejected(Title, "the access key", said, fix);
    }

    private static XDocument? Parse(ProviderAnswer answer)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(answer.Body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Text(XDocument? document, string name) => document?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
