locals {
  # Static keys: the identity of External Secrets Operator is only known after it was made.
  officers = toset(var.officers)
  readers  = toset(var.readers)

  # Nobody may purge: what was deleted stays recoverable until its retention ends.
  officer_permissions = ["Get", "List", "Set", "Delete", "Recover", "Backup", "Restore"]
  reader_permissions  = ["Get", "List"]
}

resource "azurerm_role_assignment" "officer" {
  for_each             = local.is_rbac ? local.officers : []
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = each.value
  description          = "writes secrets: platform tooling and operators"
}

resource "azurerm_role_assignment" "reader" {
  for_each             = local.is_rbac ? local.readers : []
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = each.value
  description          = "reads secrets"
}

resource "azurerm_key_vault_access_policy" "officer" {
  for_each           = local.is_rbac ? [] : local.officers
  key_vault_id       = azurerm_key_vault.this.id
  tenant_id          = var.tenant_id
  object_id          = each.value
  secret_permissions = local.officer_permissions
}

resource "azurerm_key_vault_access_policy" "reader" {
  for_each           = local.is_rbac ? [] : local.readers
  key_vault_id       = azurerm_key_vault.this.id
  tenant_id          = var.tenant_id
  object_id          = each.value
  secret_permissions = local.reader_permissions
}
