using System.Text.Json.Nodes;
using HyOps.Core.Modules;
using HyOps.Core.Runs;
using HyOps.Engine.State;
using HyOps.Testing;

namespace HyOps.Engine.Tests.State;

public sealed class PublicationTests : IDisposable
{
    private readonly TempFolder folder = new("state");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_what_the_contract_names_is_published()
    {
        var publication = Publish(new JsonObject { ["address"] = "10.0.0.1", ["internal"] = "x" }, "address");

        Assert.Equal("""{"address":"10.0.0.1"}""", publication.Outputs.ToJsonString());
    }

    [Fact]
    public void References_come_from_the_inputs()
    {
        var publication = Publication.Of(TestModules.Contract(publish: ["db_password_env"]), new JsonObject { ["db_password_env"] = "DB_PASSWORD" }, [], [], _ => false);

        Assert.Equal("DB_PASSWORD", (string?)publication.Outputs["db_password_env"]);
    }

    [Fact]
    public void What_the_tool_marks_sensitive_is_held_back_and_named()
    {
        var publication = Publication.Of(TestModules.Contract(publish: ["token"]), [], [], ["token"], _ => false);

        Assert.Empty(publication.Outputs);
        Assert.Equal(["token"], publication.Withheld);
    }

    [Theory]
    [InlineData("""{"dsn": "postgres://app:swordfish@db"}""")]
    [InlineData("""{"dsn": {"deep": ["a", "swordfish"]}}""")]
    [InlineData("""{"dsn": {"swordfish": 1}}""")]
    public void An_output_that_holds_a_secret_at_any_depth_is_held_back(string outputs)
    {
        var publication = Publish(JsonNode.Parse(outputs)!.AsObject(), "dsn");

        Assert.Empty(publication.Outputs);
        Assert.Equal(["dsn"], publication.Withheld);
    }

    [Fact]
    public void State_is_kept_by_module_and_instance()
    {
        var store = new ModuleStateStore(folder.FullPath, TimeProvider.System);
        var module = ModuleRef.Parse("core/local/network");

        store.Write(module, "network", RunId.Create("bootstrap", TimeProvider.System), new JsonObject { ["gateway"] = "10.0.0.1" });

        Assert.Equal("10.0.0.1", (string?)store.Read(module, "network")?["gateway"]);
        Assert.Null(store.Read(module, "other"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("modules", "core/local/network", "network.json")));
    }

    [Fact]
    public void State_that_is_torn_is_an_error_with_the_next_step()
    {
        folder.Write("modules/core/local/network/network.json", "{");

        var failed = Assert.Throws<ModuleStateException>(() => new ModuleStateStore(folder.FullPath, TimeProvider.System).Read(ModuleRef.Parse("core/local/network"), "network"));

        Assert.Contains("network.json", failed.Message, StringComparison.Ordinal);
    }

    private static Publication Publish(JsonObject outputs, params string[] publish) =>
        Publication.Of(TestModules.Contract(publish: publish), [], outputs, [], text => text.Contains("swordfish", StringComparison.Ordinal));
}
