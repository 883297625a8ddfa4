using System.Globalization;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Terraform.Forensics;

namespace HyOps.Drivers.Tests.Terraform.Forensics;

/// <summary>What Terraform prints when it cannot have a lock: texts of public reports, with the names of people and firms changed.</summary>
public sealed class LockTextTests
{
    // hashicorp/terraform#25818
    private const string Azurerm = """
        │ Error: Error acquiring the state lock
        │
        │ Error message: state blob is already locked
        │ Lock Info:
        │   ID:        e9eb9ed7-a3bc-ae67-640d-ad4cb06fae7a
        │   Path:      tfstate/terraform-dev.tfstate
        │   Operation: OperationTypePlan
        │   Who:       DESK\somebody@DESK
        │   Version:   1.9.5
        │   Created:   2024-08-26 22:42:07.991415 +0000 UTC
        │   Info:
        │
        │
        │ Terraform acquires a state lock to protect the state from being written
        """;

    // Genaker/TerraformMagentoCloud#22
    private const string DynamoDb = """
        Error: Error acquiring the state lock

        Error message: ConditionalCheckFailedException: The conditional request
        failed
        Lock Info:
          ID:        f9763602-b03f-e35c-da30-4083cdbb99ae
          Path:      states-012345678901/aws-data/terraform.tfstate
          Operation: OperationTypeApply
          Who:       ops@runner
          Version:   1.0.7
          Created:   2021-09-27 00:10:27.424064363 +0000 UTC
          Info:      
        """;

    // substratusai/runbooks#36; the ID of this backend is a generation's number (hashicorp/terraform#17592)
    private const string Gcs = """
        Error: Error acquiring the state lock

        Error message: writing "gs://project-terraform/primary/default.tflock" failed: googleapi: Error 412:
        At least one of the pre-conditions you specified did not hold., conditionNotMet
        Lock Info:
          ID:        1687654321098765
          Path:      gs://project-terraform/primary/default.tflock
          Operation: OperationTypeApply
          Who:       root@be462693c16b
          Version:   1.3.9
          Created:   2023-06-25 01:02:03.4 +0000 UTC
          Info:      
        """;

    // hashicorp/terraform#32690
    private const string DynamoDbUnreadable = """
        Error: Error acquiring the state lock

        Error message: 2 errors occurred:
              * ConditionalCheckFailedException: The conditional request failed
              * unexpected end of JSON input
        """;

    // runatlantis/atlantis#4677
    private const string GcsForbidden = """
        Error: Error acquiring the state lock

        Error message: 2 errors occurred:
        	* writing "gs://bucket_name/default.tflock" failed:
        googleapi: Error 403: Access denied., forbidden
        	* storage: object doesn't exist
        """;

    // rustfs/rustfs#1610: the lock file of S3
    private const string S3LockFile = """
        Error: Error acquiring the state lock

        Error message: operation error S3: PutObject, https response error StatusCode: 412, RequestID: , HostID: , api error PreconditionFailed: At least one
        of the pre-conditions you specified did not hold
        unable to retrieve file from S3 bucket 'terraform' with key 'terraform.tfstate.tflock': operation error S3: GetObject, https response error StatusCode:
        404, RequestID: , HostID: , NoSuchKey: 
        """;

    [Theory]
    [InlineData(Azurerm, "e9eb9ed7-a3bc-ae67-640d-ad4cb06fae7a", "DESK", "OperationTypePlan", "tfstate/terraform-dev.tfstate", "2024-08-26T22:42:07.9914150Z")]
    [InlineData(DynamoDb, "f9763602-b03f-e35c-da30-4083cdbb99ae", "runner", "OperationTypeApply", "states-012345678901/aws-data/terraform.tfstate", "2021-09-27T00:10:27.4240643Z")]
    [InlineData(Gcs, "1687654321098765", "be462693c16b", "OperationTypeApply", "gs://project-terraform/primary/default.tflock", "2023-06-25T01:02:03.4000000Z")]
    public void Who_holds_a_lock_is_read_as_each_backend_prints_it(string text, string id, string host, string operation, string path, string created)
    {
        var held = LockText.OfTerraform(Lines(text))!;

        Assert.Equal((id, host, operation, path), (held.Id, held.Host, held.Operation, held.Path));
        Assert.Equal(created, held.Created!.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(DynamoDbUnreadable, "Error acquiring the state lock: Error message: 2 errors occurred:       * ConditionalCheckFailedException: The conditional request failed       * unexpected end of JSON input")]
    [InlineData(GcsForbidden, "Error 403: Access denied., forbidden")]
    [InlineData(S3LockFile, "api error PreconditionFailed")]
    public void Where_no_lock_is_told_nobody_is_called_its_holder_and_the_words_are_kept(string text, string words)
    {
        var diagnostics = new TerraformDiagnostics();
        foreach (var line in Lines(text))
        {
            diagnostics.Take(line);
        }

        Assert.Null(LockText.OfTerraform(Lines(text)));
        Assert.False(diagnostics.LockHeld);
        Assert.Contains(words, diagnostics.Text(), StringComparison.Ordinal);
    }

    // As the inspector hands them over.
    private static List<string> Lines(string text) => [.. text.Split('\n').Select(static line => line.TrimStart('│', '╷', '╵').TrimEnd())];
}
