using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>How a person gets Terraform or Packer where the system's own repositories lack it. HyOps downloads no binary itself.</summary>
internal static class HashiCorpInstructions
{
    private const string Keyring = "/usr/share/keyrings/hashicorp-archive-keyring.gpg";

    /// <summary>The steps, one a line.</summary>
    /// <param name="product">The product, as its vendor names its package and download.</param>
    /// <param name="family">The system.</param>
    public static string For(string product, SystemFamily family) => string.Join('\n', [.. Repository(product, family), .. Download(product)]);

    private static string[] Repository(string product, SystemFamily family) => family switch
    {
        SystemFamily.Debian =>
        [
            $"{product} is not in this system's repositories, and HyOps downloads no binaries. From its vendor's repository:",
            $"  wget -qO- https://apt.releases.hashicorp.com/gpg | sudo gpg --dearmor -o {Keyring}",
            $"  echo \"deb [signed-by={Keyring}] https://apt.releases.hashicorp.com $(. /etc/os-release; echo $VERSION_CODENAME) main\" | sudo tee /etc/apt/sources.list.d/hashicorp.list",
            $"  sudo apt-get update && sudo apt-get install {product}",
            "or by hand:",
        ],
        SystemFamily.Fedora =>
        [
            $"{product} is not in this system's repositories, and HyOps downloads no binaries. From its vendor's repository (RHEL: RHEL instead of fedora):",
            "  wget -qO- https://rpm.releases.hashicorp.com/fedora/hashicorp.repo | sudo tee /etc/yum.repos.d/hashicorp.repo",
            $"  sudo dnf install {product}",
            "or by hand:",
        ],
        _ => [$"{product} is not in this system's repositories, and HyOps downloads no binaries. By hand:"],
    };

    private static string[] Download(string product) =>
    [
        $"  1. from https://releases.hashicorp.com/{product}/ take {product}_VERSION_OS_ARCH.zip and {product}_VERSION_SHA256SUMS",
        $"  2. sha256sum --ignore-missing -c {product}_VERSION_SHA256SUMS",
        $"  3. unzip {product}_VERSION_OS_ARCH.zip {product} -d DIRECTORY, with a DIRECTORY of your PATH",
    ];
}
