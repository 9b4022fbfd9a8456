#!/bin/sh
# Tells Archweave of a deployment as a CDEvent in a structured CloudEvent. Both sides say the same id,
# source and type.
set -eu
curl --fail-with-body --retry 3 --header "Authorization: Bearer $ARCHWEAVE_TOKEN" \
  --header 'Content-Type: application/cloudevents+json' --data-binary @- "$ARCHWEAVE_SERVER/hooks/cdevents" <<EOF
{
  "specversion": "1.0",
  "id": "$BUILD_TAG",
  "source": "ci.example.org/csc",
  "type": "dev.cdevents.service.deployed.0.3.0",
  "datacontenttype": "application/json",
  "data": {
    "context": {
      "specversion": "0.5.1",
      "id": "$BUILD_TAG",
      "source": "ci.example.org/csc",
      "type": "dev.cdevents.service.deployed.0.3.0",
      "timestamp": "$DEPLOYED_AT"
    },
    "subject": {
      "id": "message-gateway",
      "content": {
        "environment": { "id": "production" },
        "artifactId": "pkg:oci/message-gateway@$VERSION"
      }
    },
    "customData": {
      "archweave": { "target": "south", "share": 0.3, "requirements": ["REQ-103"] }
    }
  }
}
EOF
