# The null source starts no machine: the image is a file tree, and its build is a script.
source "null" "rootfs" {
  communicator = "none"
}

locals {
  image_file = "${var.artifact_dir}/${var.image_name}-${var.image_version}.tar.gz"
}

build {
  sources = ["source.null.rootfs"]

  provisioner "shell-local" {
    environment_vars = [
      "IMAGE_NAME=${var.image_name}",
      "IMAGE_VERSION=${var.image_version}",
      "IMAGE_DESCRIPTION=${var.image_description}",
      "IMAGE_FILE=${local.image_file}",
    ]
    # Packer's own command does not quote the script's path, which may hold spaces.
    execute_command = ["/bin/sh", "-c", "{{ .Vars }} /bin/sh \"{{ .Script }}\""]
    scripts         = ["./build-image.sh"]
  }

  post-processors {
    # What the build made, as artifact: its files are what the manifest lists.
    post-processor "artifice" {
      files = [local.image_file, "${local.image_file}.sha256"]
    }

    # custom_data becomes the module's outputs, beside the files and their checksums that the driver adds.
    post-processor "manifest" {
      output = var.manifest_path
      custom_data = {
        image_name    = var.image_name
        image_version = var.image_version
        image_path    = local.image_file
      }
    }
  }
}
