# AuditEvent names who read which secret and when; it never holds a value.
resource "azurerm_monitor_diagnostic_setting" "this" {
  count                      = var.log_analytics_workspace_id == "" && var.log_storage_account_id == "" ? 0 : 1
  name                       = "hyops"
  target_resource_id         = azurerm_key_vault.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id == "" ? null : var.log_analytics_workspace_id
  storage_account_id         = var.log_storage_account_id == "" ? null : var.log_storage_account_id

  enabled_log {
    category = "AuditEvent"
  }

  enabled_log {
    category = "AzurePolicyEvaluationDetails"
  }

  # Throttling and latency, before they hurt.
  enabled_metric {
    category = "AllMetrics"
  }
}
