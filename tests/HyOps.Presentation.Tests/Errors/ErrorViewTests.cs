using HyOps.Core;
using HyOps.Presentation.Errors;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Errors;

public sealed class ErrorViewTests
{
    private static readonly Func<string, string> Mask = text => text.Replace("s3cret", "***", StringComparison.Ordinal);

    [Fact]
    public void An_expected_error_is_its_message_and_the_next_step() =>
        Golden.Matches("expected.txt", Shown(ErrorReport.Of(
            new HyOpsException(ExitCode.DependencyMissing, "packer is missing\nansible is missing", "install them\nthen run again"), Mask)));

    [Fact]
    public void An_unexpected_error_is_masked_without_a_stack_trace() =>
        Golden.Matches("unexpected.txt", Shown(ErrorReport.Of(new InvalidOperationException("boom s3cret \e[2J"), Mask)));

    [Fact]
    public void A_stack_trace_is_shown_where_it_was_asked_for_and_masked_too()
    {
        var shown = Shown(ErrorReport.Of(new InvalidOperationException("boom s3cret"), Mask, withTrace: true));

        Assert.Contains("System.InvalidOperationException: boom ***", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_operation_is_an_interrupt() =>
        Assert.Equal(ExitCode.Interrupted, ErrorReport.Of(new OperationCanceledException(), Mask).ExitCode);

    private static string Shown(ErrorReport report)
    {
        using var text = new StringWriter();
        ErrorView.Write(new Screen(text, Color: false, Width: null), report);
        return text.ToString();
    }
}
