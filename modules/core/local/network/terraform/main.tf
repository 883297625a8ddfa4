locals {
  # The same numbers in every subnet, so that people can guess them.
  gateway_host_number = 1
  dns_host_number     = 2

  cidrs = {
    for index, name in var.subnets : name => cidrsubnet(var.network_cidr, var.subnet_bits, index)
  }

  subnets = {
    for name, cidr in local.cidrs : name => {
      cidr    = cidr
      netmask = cidrnetmask(cidr)
      gateway = cidrhost(cidr, local.gateway_host_number)
      dns     = cidrhost(cidr, local.dns_host_number)
    }
  }

  # null where the name is wrong: the precondition below says so in words.
  app = lookup(local.subnets, var.app_subnet, null)
}

# In the state, so that a change of the plan is a change that plan and apply show. It is updated in place, never replaced.
resource "terraform_data" "address_plan" {
  input = {
    network_name    = var.network_name
    network_cidr    = var.network_cidr
    subnets         = local.subnets
    gateway_address = local.app.gateway
    dns_address     = local.app.dns
    app_address     = cidrhost(local.app.cidr, var.app_host_number)
    app_fqdn        = "${var.app_subnet}.${var.network_name}.${var.domain}"
  }

  lifecycle {
    precondition {
      condition     = contains(var.subnets, var.app_subnet)
      error_message = "The app_subnet '${var.app_subnet}' is none of subnets: ${join(", ", var.subnets)}."
    }
  }
}
