locals {
  is_rbac             = var.authorization == "rbac"
  resource_group_name = var.create_resource_group ? azurerm_resource_group.this[0].name : var.resource_group_name
}

resource "azurerm_resource_group" "this" {
  count    = var.create_resource_group ? 1 : 0
  name     = var.resource_group_name
  location = var.location
  tags     = var.tags
}

resource "azurerm_key_vault" "this" {
  name                = var.vault_name
  location            = var.location
  resource_group_name = local.resource_group_name
  tenant_id           = var.tenant_id
  sku_name            = var.sku
  tags                = var.tags

  purge_protection_enabled   = var.purge_protection
  soft_delete_retention_days = var.soft_delete_retention_days

  rbac_authorization_enabled      = local.is_rbac
  enabled_for_deployment          = false
  enabled_for_disk_encryption     = false
  enabled_for_template_deployment = false

  public_network_access_enabled = var.public_network_access

  network_acls {
    default_action = var.network_default_action
    bypass         = var.network_bypass
    # As Azure writes them back; else every plan would show a difference.
    ip_rules                   = [for rule in var.ip_rules : strcontains(rule, "/") ? rule : "${rule}/32"]
    virtual_network_subnet_ids = var.subnet_ids
  }

  depends_on = [terraform_data.checks]
}
