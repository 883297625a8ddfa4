variable "subscription_id" {
  type        = string
  description = "The subscription that the vault belongs to: of the init target azure."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.subscription_id))
    error_message = "The subscription_id must be a UUID: az account show --query id."
  }
}

variable "tenant_id" {
  type        = string
  description = "The tenant of the identities that use the vault: of the init target azure."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "The tenant_id must be a UUID: az account show --query tenantId."
  }
}

variable "resource_group_name" {
  type        = string
  description = "The resource group of everything here."

  validation {
    condition     = can(regex("^[-\\w._()]{0,89}[-\\w_()]$", var.resource_group_name))
    error_message = "The resource_group_name must have 1 to 90 letters, digits, dashes, dots, underscores or brackets, and no dot at its end."
  }
}

variable "create_resource_group" {
  type        = bool
  default     = false
  description = "Whether the resource group is made here; else it is there already."
}

variable "location" {
  type        = string
  description = "The region, as Azure writes it: uksouth."
}

variable "vault_name" {
  type        = string
  description = "The vault's name, unique in the world."

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$", var.vault_name)) && !can(regex("--", var.vault_name))
    error_message = "The vault_name must have 3 to 24 letters, digits and single dashes, begin with a letter and end with a letter or digit."
  }
}

variable "sku" {
  type        = string
  default     = "standard"
  description = "standard, or premium for keys in hardware."

  validation {
    condition     = contains(["standard", "premium"], var.sku)
    error_message = "The sku must be standard or premium."
  }
}

variable "purge_protection" {
  type        = bool
  default     = true
  description = "Whether nobody can remove secrets for good before their retention ends. It cannot be switched off again."
}

variable "soft_delete_retention_days" {
  type        = number
  default     = 90
  description = "How long what was deleted can be recovered. It cannot be changed later."

  validation {
    condition     = var.soft_delete_retention_days >= 7 && var.soft_delete_retention_days <= 90 && floor(var.soft_delete_retention_days) == var.soft_delete_retention_days
    error_message = "The soft_delete_retention_days must be a whole number from 7 to 90."
  }
}

variable "authorization" {
  type        = string
  default     = "rbac"
  description = "rbac: roles decide. access-policies: the vault's own list decides."

  validation {
    condition     = contains(["rbac", "access-policies"], var.authorization)
    error_message = "The authorization must be rbac or access-policies."
  }
}

variable "officers" {
  type        = list(string)
  default     = []
  description = "Object ids of who reads and writes secrets: platform tooling, the operators' group."

  validation {
    condition     = alltrue([for id in var.officers : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "The officers must be object ids (UUIDs), not names: az ad sp show --id CLIENT_ID --query id."
  }
}

variable "readers" {
  type        = list(string)
  default     = []
  description = "Object ids of who reads secrets, and no more."

  validation {
    condition     = alltrue([for id in var.readers : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "The readers must be object ids (UUIDs), not names: az ad group show --group NAME --query id."
  }
}

variable "public_network_access" {
  type        = bool
  default     = true
  description = "Whether the vault's public address answers at all; the network rules still decide to whom."
}

variable "network_default_action" {
  type        = string
  default     = "Deny"
  description = "What happens to who is not named: Deny, or Allow."

  validation {
    condition     = contains(["Deny", "Allow"], var.network_default_action)
    error_message = "The network_default_action must be Deny or Allow."
  }
}

variable "network_bypass" {
  type        = string
  default     = "AzureServices"
  description = "Whether trusted Azure services pass the network rules: AzureServices, or None."

  validation {
    condition     = contains(["AzureServices", "None"], var.network_bypass)
    error_message = "The network_bypass must be AzureServices or None."
  }
}

variable "ip_rules" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses or networks in CIDR form that may connect."

  validation {
    condition     = alltrue([for rule in var.ip_rules : can(cidrnetmask(strcontains(rule, "/") ? rule : "${rule}/32"))])
    error_message = "The ip_rules must be IPv4 addresses or networks in CIDR form: 203.0.113.7, 203.0.113.0/24."
  }

  validation {
    condition     = !anytrue([for rule in var.ip_rules : can(regex("^(10\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|127\\.|0\\.)", rule))])
    error_message = "The ip_rules must be public: private addresses reach a vault through subnet_ids or a private endpoint."
  }
}

variable "subnet_ids" {
  type        = list(string)
  default     = []
  description = "Subnets with the service endpoint Microsoft.KeyVault that may connect."
}

variable "private_endpoint_subnet_id" {
  type        = string
  default     = ""
  description = "The subnet that gets a private address of the vault; empty makes none."
}

variable "private_dns_zone_ids" {
  type        = list(string)
  default     = []
  description = "The private DNS zones privatelink.vaultcore.azure.net that take that address."
}

variable "eso_issuer" {
  type        = string
  default     = ""
  description = "The cluster's OpenID Connect issuer; empty makes no identity for External Secrets Operator."

  validation {
    condition     = var.eso_issuer == "" || startswith(var.eso_issuer, "https://")
    error_message = "The eso_issuer must be an https address: az aks show --query oidcIssuerProfile.issuerUrl."
  }
}

variable "eso_service_accounts" {
  type        = list(string)
  default     = ["external-secrets/external-secrets"]
  description = "The service accounts that may use the identity: namespace/name."

  validation {
    condition     = alltrue([for account in var.eso_service_accounts : can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$", account))])
    error_message = "The eso_service_accounts must be written as namespace/name."
  }

  validation {
    condition     = length(var.eso_service_accounts) <= 20
    error_message = "An identity takes 20 federated credentials at most."
  }
}

variable "log_analytics_workspace_id" {
  type        = string
  default     = ""
  description = "The workspace that takes the vault's audit log; empty: none."
}

variable "log_storage_account_id" {
  type        = string
  default     = ""
  description = "The storage account that archives the vault's audit log; empty: none."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything here."
}
