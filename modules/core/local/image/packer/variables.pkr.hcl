variable "image_name" {
  type        = string
  description = "The image's name: lower-case letters, digits and dashes."

  validation {
    # regex_replace, as Packer 1.6 has no regex: nothing must be left of a valid name.
    condition     = var.image_name != "" && regex_replace(var.image_name, "^[a-z0-9][a-z0-9-]{0,62}$", "") == ""
    error_message = "The image_name must be lower-case letters, digits and dashes, as it becomes a file name."
  }
}

variable "image_version" {
  type        = string
  description = "The image's version: three numbers."

  validation {
    condition     = var.image_version != "" && regex_replace(var.image_version, "^[0-9]+\\.[0-9]+\\.[0-9]+$", "") == ""
    error_message = "The image_version must be three numbers, such as 1.4.0."
  }
}

variable "image_description" {
  type        = string
  description = "One line for the image's os-release."
  default     = ""
}

# The driver sets the next two wherever a template declares them.
variable "artifact_dir" {
  type        = string
  description = "The empty directory for this build's files; they are taken over only when the build succeeds."
  default     = "artifacts"
}

variable "manifest_path" {
  type        = string
  description = "Where the manifest post-processor writes: the driver reads artifacts and outputs there."
  default     = "packer-manifest.json"
}
