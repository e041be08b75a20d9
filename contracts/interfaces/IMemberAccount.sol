// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title Member account
/// @notice What a graduated member's address becomes: a minimal smart account that its owner alone controls. No
/// delegatecall, no upgrade, no way back for the operator.
interface IMemberAccount is IERC1271 {
    event OwnershipTransferStarted(address indexed owner, address indexed newOwner);
    event OwnerChanged(address indexed owner);

    error MemberAccountNotOwner(address caller);
    error MemberAccountInitialized();
    error MemberAccountBadSignature();
    error MemberAccountExpired(uint48 deadline);
    error MemberAccountZeroAddress();

    /// @notice By the Custodian, once, in the transaction that deploys the account.
    function initialize(address owner) external;
    /// @notice Calls `to` as this account. Owner only; a revert of the call is passed on.
    function execute(address to, uint256 value, bytes calldata data) external payable returns (bytes memory);
    /// @notice The same, submitted by anyone with the owner's signature over
    /// `Execute(address to,uint256 value,bytes data,uint256 nonce,uint48 deadline)`: gasless after graduation.
    function executeSigned(address to, uint256 value, bytes calldata data, uint48 deadline, bytes calldata signature)
        external
        payable
        returns (bytes memory);
    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;

    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function nonce() external view returns (uint256);
    function custodian() external view returns (address);
}
