// Generated from the compiled contracts by `npm run compile`. Do not edit.

export const earningsAbi = [
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
        "internalType": "address",
        "name": "target",
        "type": "address"
      }
    ],
    "name": "AddressEmptyCode",
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
    "name": "EarningsAwardBudget",
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
    "name": "EarningsBadDecay",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "inviter",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "friend",
        "type": "address"
      }
    ],
    "name": "EarningsBadInvite",
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
    "name": "EarningsBadRates",
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
    "name": "EarningsBadSeason",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "expected",
        "type": "uint64"
      }
    ],
    "name": "EarningsBadSettlement",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "reward",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "from",
        "type": "uint256"
      }
    ],
    "name": "EarningsCapReached",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "friend",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "inviter",
        "type": "address"
      }
    ],
    "name": "EarningsInvited",
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
      }
    ],
    "name": "EarningsNotAdmin",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      }
    ],
    "name": "EarningsNotLower",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "days_",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "EarningsNotReached",
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
    "name": "EarningsNotRegistered",
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
      }
    ],
    "name": "EarningsNotReporter",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EarningsNothing",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EarningsPaused",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "until",
        "type": "uint256"
      }
    ],
    "name": "EarningsSuspended",
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
    "name": "EarningsTooEarly",
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
    "name": "EarningsTooMany",
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
    "name": "EarningsTooManySeasons",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "InsufficientBalance",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
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
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "Awarded",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "streak",
        "type": "uint256"
      }
    ],
    "name": "DailyClaimed",
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
            "internalType": "uint16",
            "name": "bps",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "idleWeeks",
            "type": "uint8"
          }
        ],
        "indexed": false,
        "internalType": "struct IEarnings.Decay",
        "name": "decay",
        "type": "tuple"
      }
    ],
    "name": "DecaySet",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Decayed",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
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
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "Deducted",
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
        "internalType": "address",
        "name": "inviter",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "friend",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "InviteRewarded",
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
            "internalType": "uint32",
            "name": "weeklyStreak",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "monthlyActive",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "invite",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "rolling",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "awardBudget",
            "type": "uint64"
          }
        ],
        "indexed": false,
        "internalType": "struct IEarnings.Milestones",
        "name": "milestones",
        "type": "tuple"
      }
    ],
    "name": "MilestonesSet",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "MonthlyActiveClaimed",
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
            "internalType": "uint256",
            "name": "rewards",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "limits",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "streakBps",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tierBps",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "seasonBps",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registration",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "daily",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "grace",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "counted",
            "type": "bool"
          }
        ],
        "indexed": false,
        "internalType": "struct ITokenTypes.Rates",
        "name": "rates",
        "type": "tuple"
      }
    ],
    "name": "RatesSet",
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
        "name": "season",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "uint48",
            "name": "opens",
            "type": "uint48"
          },
          {
            "internalType": "uint48",
            "name": "closes",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "bps",
            "type": "uint32"
          }
        ],
        "indexed": false,
        "internalType": "struct IEarnings.Season",
        "name": "window",
        "type": "tuple"
      }
    ],
    "name": "SeasonSet",
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
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "settlement",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint256[]",
        "name": "paid",
        "type": "uint256[]"
      }
    ],
    "name": "Settled",
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
        "indexed": false,
        "internalType": "uint32",
        "name": "bps",
        "type": "uint32"
      }
    ],
    "name": "WeekendSet",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "WeeklyStreakClaimed",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "award",
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
    "name": "claimDaily",
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
    "name": "claimMonthlyActive",
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
    "name": "claimWeeklyStreak",
    "outputs": [],
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
        "internalType": "address[]",
        "name": "members",
        "type": "address[]"
      }
    ],
    "name": "decay",
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
    "name": "decayOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint16",
            "name": "bps",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "idleWeeks",
            "type": "uint8"
          }
        ],
        "internalType": "struct IEarnings.Decay",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "deduct",
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
        "internalType": "address",
        "name": "friend",
        "type": "address"
      }
    ],
    "name": "invitedBy",
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
      }
    ],
    "name": "milestonesOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "weeklyStreak",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "monthlyActive",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "invite",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "rolling",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "awardBudget",
            "type": "uint64"
          }
        ],
        "internalType": "struct IEarnings.Milestones",
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
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      }
    ],
    "name": "nextSettlement",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
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
    "name": "ratesOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "rewards",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "limits",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "streakBps",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tierBps",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "seasonBps",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registration",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "daily",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "grace",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "counted",
            "type": "bool"
          }
        ],
        "internalType": "struct ITokenTypes.Rates",
        "name": "rates",
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
        "internalType": "address",
        "name": "inviter",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "friend",
        "type": "address"
      }
    ],
    "name": "rewardInvite",
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
    "name": "seasonsOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint48",
            "name": "opens",
            "type": "uint48"
          },
          {
            "internalType": "uint48",
            "name": "closes",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "bps",
            "type": "uint32"
          }
        ],
        "internalType": "struct IEarnings.Season[]",
        "name": "seasons",
        "type": "tuple[]"
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
            "internalType": "uint16",
            "name": "bps",
            "type": "uint16"
          },
          {
            "internalType": "uint8",
            "name": "idleWeeks",
            "type": "uint8"
          }
        ],
        "internalType": "struct IEarnings.Decay",
        "name": "decay_",
        "type": "tuple"
      }
    ],
    "name": "setDecay",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "reasonHash",
        "type": "bytes32"
      }
    ],
    "name": "setLower",
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
            "internalType": "uint32",
            "name": "weeklyStreak",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "monthlyActive",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "invite",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "rolling",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "awardBudget",
            "type": "uint64"
          }
        ],
        "internalType": "struct IEarnings.Milestones",
        "name": "milestones",
        "type": "tuple"
      }
    ],
    "name": "setMilestones",
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
            "internalType": "uint256",
            "name": "rewards",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "limits",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "streakBps",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tierBps",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "seasonBps",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registration",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "daily",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "grace",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "counted",
            "type": "bool"
          }
        ],
        "internalType": "struct ITokenTypes.Rates",
        "name": "rates",
        "type": "tuple"
      }
    ],
    "name": "setRates",
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
        "name": "season",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "uint48",
            "name": "opens",
            "type": "uint48"
          },
          {
            "internalType": "uint48",
            "name": "closes",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "bps",
            "type": "uint32"
          }
        ],
        "internalType": "struct IEarnings.Season",
        "name": "window",
        "type": "tuple"
      }
    ],
    "name": "setSeason",
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
        "internalType": "uint32",
        "name": "bps",
        "type": "uint32"
      }
    ],
    "name": "setWeekend",
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
        "internalType": "uint64",
        "name": "settlement",
        "type": "uint64"
      },
      {
        "internalType": "uint256[]",
        "name": "reports",
        "type": "uint256[]"
      }
    ],
    "name": "settle",
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
        "internalType": "address",
        "name": "member",
        "type": "address"
      }
    ],
    "name": "summaryOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "earnedToday",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "earnedThisWeek",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "leftToday",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "leftThisWeek",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "communityLeft",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "issuable",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "left",
            "type": "uint256"
          },
          {
            "internalType": "bool",
            "name": "capReached",
            "type": "bool"
          },
          {
            "internalType": "uint8[8]",
            "name": "counts",
            "type": "uint8[8]"
          },
          {
            "internalType": "uint8[8]",
            "name": "limits",
            "type": "uint8[8]"
          },
          {
            "internalType": "uint256",
            "name": "streak",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "multiplierBps",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "nextDailyAt",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "suspendedUntil",
            "type": "uint256"
          }
        ],
        "internalType": "struct IEarnings.EarningSummary",
        "name": "s",
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
