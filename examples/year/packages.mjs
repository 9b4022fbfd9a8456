// What is built: the artifacts of the model with the names that machines use for them.

const repository = (name) => `git.example.org/csc/${name}`;

/**
 * `requirements` names, for a version, the requirements that changes say they implement. They begin with
 * the first version that has them; versions after it go on working on them.
 */
export const PACKAGES = {
  ticket: {
    purl: 'pkg:oci/work-order', repository: repository('work-order'), service: 'app-ticket',
    target: 'dt-prod-core', team: 'jt-outage', requirements: [['2.8.0', ['req-102', 'req-104']]],
  },
  schema: {
    purl: 'pkg:generic/work-order-schema', repository: repository('work-order-schema'), service: 'app-ticket',
    target: 'dt-prod-core', team: 'jt-outage', requirements: [['12.4.0', ['req-104']]],
  },
  sms: {
    purl: 'pkg:oci/message-gateway', repository: repository('message-gateway'), service: 'app-sms',
    target: 'dt-prod-core', team: 'jt-outage', requirements: [['3.4.0', ['req-103']]],
  },
  outage: {
    purl: 'pkg:oci/outage-hub', repository: repository('outage-hub'), service: 'app-outage',
    target: 'dt-prod-core', team: 'jt-outage', requirements: [['0.5.0', ['req-101']]],
  },
  ivr: {
    purl: 'pkg:oci/voice-response', repository: repository('voice-response'), service: 'app-ivr',
    target: 'dt-prod-voice', team: 'jt-contact',
    requirements: [['3.0.0', ['req-106']], ['3.2.0', ['req-107']], ['3.3.0', ['req-105']]],
  },
  qa: {
    purl: 'pkg:generic/inspection-model', repository: repository('inspection-model'), service: 'app-qa',
    team: 'org-quality', requirements: [['0.9.0', ['req-114']]],
  },
  // These two do not report where they are deployed.
  online: {
    purl: 'pkg:oci/online-platform', repository: repository('online-platform'), service: 'app-online',
    team: 'org-digital', requirements: [['5.2.0', ['req-111']]], isSilent: true,
  },
  kb: {
    purl: 'pkg:oci/knowledge-base', repository: repository('knowledge-base'), service: 'app-kb',
    team: 'org-quality', requirements: [['4.3.0', ['req-112']]], isSilent: true,
  },
};

/** The package address of a version. */
export const versioned = (name, version) => `${PACKAGES[name].purl}@${version}`;
