variable "network_name" {
  type        = string
  description = "The network's name."
}

variable "network_cidr" {
  type        = string
  description = "The network that all subnets are cut from, in CIDR form."

  validation {
    condition     = can(cidrnetmask(var.network_cidr))
    error_message = "The network_cidr must be IPv4 in CIDR form, such as 10.60.0.0/16."
  }
}

variable "subnet_bits" {
  type        = number
  description = "How many bits a subnet's prefix is longer than the network's."
}

variable "subnets" {
  type        = list(string)
  description = "The subnets' names, in the order of their addresses."

  validation {
    condition     = length(var.subnets) > 0 && length(distinct(var.subnets)) == length(var.subnets)
    error_message = "There must be at least one subnet, and each name once."
  }
}

variable "app_subnet" {
  type        = string
  description = "The subnet that the service lives in: one of subnets."
}

variable "app_host_number" {
  type        = number
  description = "The service's host number in its subnet."

  validation {
    condition     = var.app_host_number > 2
    error_message = "The host numbers 1 and 2 belong to the gateway and the name server."
  }
}

variable "domain" {
  type        = string
  description = "The domain of all names."
}
