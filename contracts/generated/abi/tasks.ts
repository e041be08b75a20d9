// Generated from the compiled contracts by `npm run compile`. Do not edit.

export const tasksAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "forwarder",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "custodian_",
        "type": "address"
      },
      {
        "internalType": "contract ICommunities",
        "name": "communities_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "internalType": "enum ITasks.State",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "TasksBadState",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "field",
        "type": "string"
      }
    ],
    "name": "TasksBadTerms",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "member",
        "type": "address"
      }
    ],
    "name": "TasksBanned",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "expiredAt",
        "type": "uint256"
      }
    ],
    "name": "TasksClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      }
    ],
    "name": "TasksIssueBudget",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "role",
        "type": "uint256"
      }
    ],
    "name": "TasksMissingRole",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "TasksNoDeadline",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "name": "TasksNoSlot",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "name": "TasksNotAgain",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "creator",
        "type": "address"
      }
    ],
    "name": "TasksNotBinding",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "TasksNotClaimant",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "TasksNotCommunity",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "TasksNotCreator",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "TasksNotReviewer",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TasksOwnTask",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      }
    ],
    "name": "TasksPastDeadline",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TasksPaused",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TasksProofRequired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "reviewer",
        "type": "address"
      }
    ],
    "name": "TasksReviewed",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TasksStaffOnly",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "from",
        "type": "uint256"
      }
    ],
    "name": "TasksTooEarly",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "TasksTooManyOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "name": "TasksUnknown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "TasksUnknownClaim",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "claimant",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "reward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "roleHash",
        "type": "bytes32"
      }
    ],
    "name": "TaskAccepted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "returned",
        "type": "uint256"
      }
    ],
    "name": "TaskCancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "claimant",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      }
    ],
    "name": "TaskClaimed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "creator",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "issued",
        "type": "bool"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "expiresAt",
        "type": "uint40"
      },
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "reward",
            "type": "uint96"
          },
          {
            "internalType": "uint32",
            "name": "slots",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "hours_",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "reviewers",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "proofRequired",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "repeatable",
            "type": "bool"
          },
          {
            "internalType": "bytes32",
            "name": "roleHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "textHash",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "internalType": "struct ITasks.Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "TaskCreated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "expiresAt",
        "type": "uint40"
      },
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "reward",
            "type": "uint96"
          },
          {
            "internalType": "uint32",
            "name": "slots",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "hours_",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "reviewers",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "proofRequired",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "repeatable",
            "type": "bool"
          },
          {
            "internalType": "bytes32",
            "name": "roleHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "textHash",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "internalType": "struct ITasks.Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "TaskEdited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "TaskEscalated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "abandoned",
        "type": "bool"
      }
    ],
    "name": "TaskFreed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "bool",
            "name": "staffOnly",
            "type": "bool"
          },
          {
            "internalType": "uint8",
            "name": "maxOpen",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "reviewPeriod",
            "type": "uint32"
          },
          {
            "internalType": "uint96",
            "name": "issueBudget",
            "type": "uint96"
          }
        ],
        "indexed": false,
        "internalType": "struct ITasks.Policy",
        "name": "policy",
        "type": "tuple"
      }
    ],
    "name": "TaskPolicySet",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      }
    ],
    "name": "TaskRejected",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "reviewer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "accept",
        "type": "bool"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "round",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "TaskReviewed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "round",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "proofHash",
        "type": "bytes32"
      }
    ],
    "name": "TaskSubmitted",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "abandonTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "name": "cancelTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "claimCount",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "claimOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "claimant",
            "type": "address"
          },
          {
            "internalType": "enum ITasks.State",
            "name": "state",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "reviewers",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "proofRequired",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "escalated",
            "type": "bool"
          },
          {
            "internalType": "uint8",
            "name": "approvals",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "rejections",
            "type": "uint8"
          },
          {
            "internalType": "uint16",
            "name": "round",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "task",
            "type": "uint64"
          },
          {
            "internalType": "uint96",
            "name": "reward",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "submittedAt",
            "type": "uint40"
          },
          {
            "internalType": "bytes32",
            "name": "roleHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "proofHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ITasks.Claim",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "name": "claimTask",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "communities",
    "outputs": [
      {
        "internalType": "contract ICommunities",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "member",
        "type": "address"
      }
    ],
    "name": "completedBy",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "reward",
            "type": "uint96"
          },
          {
            "internalType": "uint32",
            "name": "slots",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "hours_",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "reviewers",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "proofRequired",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "repeatable",
            "type": "bool"
          },
          {
            "internalType": "bytes32",
            "name": "roleHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "textHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ITasks.Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "internalType": "bool",
        "name": "issued",
        "type": "bool"
      }
    ],
    "name": "createTask",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "custodian",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "reward",
            "type": "uint96"
          },
          {
            "internalType": "uint32",
            "name": "slots",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "hours_",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "reviewers",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "proofRequired",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "repeatable",
            "type": "bool"
          },
          {
            "internalType": "bytes32",
            "name": "roleHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "textHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ITasks.Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "editTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "escalateTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "escrowOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      }
    ],
    "name": "expireTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "forwarder",
        "type": "address"
      }
    ],
    "name": "isTrustedForwarder",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "member",
        "type": "address"
      }
    ],
    "name": "openClaimsOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "policyOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "bool",
            "name": "staffOnly",
            "type": "bool"
          },
          {
            "internalType": "uint8",
            "name": "maxOpen",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "reviewPeriod",
            "type": "uint32"
          },
          {
            "internalType": "uint96",
            "name": "issueBudget",
            "type": "uint96"
          }
        ],
        "internalType": "struct ITasks.Policy",
        "name": "policy",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "internalType": "bool",
        "name": "accept",
        "type": "bool"
      },
      {
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "reviewTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "bool",
            "name": "staffOnly",
            "type": "bool"
          },
          {
            "internalType": "uint8",
            "name": "maxOpen",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "reviewPeriod",
            "type": "uint32"
          },
          {
            "internalType": "uint96",
            "name": "issueBudget",
            "type": "uint96"
          }
        ],
        "internalType": "struct ITasks.Policy",
        "name": "policy",
        "type": "tuple"
      }
    ],
    "name": "setPolicy",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "claim",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "proofHash",
        "type": "bytes32"
      }
    ],
    "name": "submitTask",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "taskCount",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "task",
        "type": "uint256"
      }
    ],
    "name": "taskOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "creator",
            "type": "address"
          },
          {
            "internalType": "bool",
            "name": "issued",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "cancelled",
            "type": "bool"
          },
          {
            "internalType": "uint40",
            "name": "expiresAt",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "openClaims",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "completed",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "expired",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "left",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "components": [
              {
                "internalType": "uint96",
                "name": "reward",
                "type": "uint96"
              },
              {
                "internalType": "uint32",
                "name": "slots",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "hours_",
                "type": "uint16"
              },
              {
                "internalType": "uint8",
                "name": "reviewers",
                "type": "uint8"
              },
              {
                "internalType": "bool",
                "name": "proofRequired",
                "type": "bool"
              },
              {
                "internalType": "bool",
                "name": "repeatable",
                "type": "bool"
              },
              {
                "internalType": "bytes32",
                "name": "roleHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "textHash",
                "type": "bytes32"
              }
            ],
            "internalType": "struct ITasks.Terms",
            "name": "terms",
            "type": "tuple"
          }
        ],
        "internalType": "struct ITasks.Task",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "trustedForwarder",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;
