{{- define "credfleet.fullname" -}}
{{- if contains "credfleet" .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-credfleet" .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "credfleet.selectorLabels" -}}
app.kubernetes.io/name: credfleet
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: controller
{{- end -}}

{{- define "credfleet.labels" -}}
{{ include "credfleet.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "credfleet.image" -}}
{{- $repository := .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "credfleet.claim" -}}
{{- .Values.persistence.existingClaim | default (printf "%s-data" (include "credfleet.fullname" .)) -}}
{{- end -}}

{{- /* The ledger, or what was pruned from it into the archive, is nowhere else. */ -}}
{{- define "credfleet.needsVolume" -}}
{{- if or (not .Values.ledger.url) (ne .Values.audit.retention "forever") -}}true{{- end -}}
{{- end -}}

{{- define "credfleet.ledgerUrl" -}}
{{- $url := .Values.ledger.url -}}
{{- if .Values.ledger.caConfigMap -}}
{{- printf "%s%ssslrootcert=/etc/credfleet/ledger-ca/ca.crt" $url (contains "?" $url | ternary "&" "?") -}}
{{- else -}}
{{- $url -}}
{{- end -}}
{{- end -}}

{{- define "credfleet.ledgerPort" -}}
{{- (urlParse .Values.ledger.url).host | regexFind ":[0-9]+$" | trimPrefix ":" | default "5432" -}}
{{- end -}}

{{/* Join tokens and the controller's keys: the name is fixed in the program (SYSTEM_NAMESPACE). */}}
{{- define "credfleet.systemNamespace" -}}credfleet-system{{- end -}}
